//! Whether a JPEG is whole: it ends with its end mark, or all of its picture is there although the mark is not.
//!
//! Some cameras and many old tools leave the mark out, and every viewer shows their pictures. What tells such a picture
//! from one that was cut short on the way is the picture itself: the lengths of all its blocks are followed, bit by
//! bit, and not one value is computed. That is done for the plain kind with one scan, which is what leaves the mark
//! out; a progressive one without its mark counts as cut short.

/// The code lengths of a Huffman table, and what each code stands for.
#[derive(Clone, Default)]
struct Table {
    n_of_length: [u8; 16],
    symbols: Vec<u8>,
}

/// A component of the picture: how many blocks it has in a unit, and which tables they use.
#[derive(Clone, Copy, Default)]
struct Component {
    id: u8,
    n_blocks: usize,
    dc: usize,
    ac: usize,
}

/// What the segments before the scan say.
#[derive(Default)]
struct Frame {
    components: Vec<Component>,
    n_units: usize,
    is_plain: bool,
    restart: usize,
    dc: [Table; 4],
    ac: [Table; 4],
}

/// Whether a JPEG is whole; `rest` is what stands behind its first mark and the `0xff` after it.
pub(super) fn is_whole(rest: &[u8]) -> bool {
    let mut frame = Frame::default();
    let mut rest = rest;
    loop {
        let Some((mark, tail)) = rest.split_first() else {
            return false;
        };
        match mark {
            // Fill bytes before a mark.
            0xff => rest = tail,
            0xd9 => return false,
            _ => {
                let Some((body, behind)) = segment(tail) else {
                    return false;
                };
                if *mark == 0xda {
                    // In the data a 0xff is always followed by a zero or a restart mark, so that the end mark can't
                    // occur by chance.
                    let has_end = behind.windows(2).any(|pair| pair == [0xff, 0xd9]);
                    return has_end || frame.is_complete(body, behind).unwrap_or(false);
                }
                if frame.note(*mark, body).is_none() {
                    frame.is_plain = false;
                }
                // Some cameras leave bytes between one segment and the next mark; every decoder skips them.
                let Some(next) = behind.iter().position(|byte| *byte == 0xff) else {
                    return false;
                };
                rest = behind.get(next.saturating_add(1)..).unwrap_or_default();
            }
        }
    }
}

/// A segment's body and what stands behind it; its length, itself included, stands in front.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::from(u16::from_be_bytes(bytes.get(..2)?.try_into().ok()?));
    Some((bytes.get(2..length)?, bytes.get(length..)?))
}

impl Frame {
    /// Takes in what a segment says; `None` where it says nothing that makes sense.
    fn note(&mut self, mark: u8, body: &[u8]) -> Option<()> {
        match mark {
            0xc0 | 0xc1 => self.note_frame(body),
            0xc4 => self.note_tables(body),
            0xdd => {
                self.restart = usize::from(u16::from_be_bytes(body.get(..2)?.try_into().ok()?));
                Some(())
            }
            _ => Some(()),
        }
    }

    fn note_frame(&mut self, body: &[u8]) -> Option<()> {
        let size = |at: usize| Some(usize::from(u16::from_be_bytes(body.get(at..at + 2)?.try_into().ok()?)));
        let (height, width) = (size(1)?, size(3)?);
        let mut most = (1, 1);
        let mut all = Vec::new();
        for one in body.get(6..)?.chunks_exact(3) {
            let (id, sampling) = (*one.first()?, *one.get(1)?);
            let (across, down) = (usize::from(sampling >> 4), usize::from(sampling & 15));
            if !(1..=4).contains(&across) || !(1..=4).contains(&down) {
                return None;
            }
            most = (most.0.max(across), most.1.max(down));
            all.push(Component { id, n_blocks: across * down, ..Component::default() });
        }
        if let [only] = all.as_mut_slice() {
            // A picture of one component is written block by block, however it is sampled.
            only.n_blocks = 1;
            most = (1, 1);
        }
        self.n_units = width.div_ceil(8 * most.0).checked_mul(height.div_ceil(8 * most.1))?;
        self.components = all;
        self.is_plain = self.n_units > 0;
        Some(())
    }

    fn note_tables(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((kind, rest)) = body.split_first() {
            let n_of_length: [u8; 16] = rest.get(..16)?.try_into().ok()?;
            let n_symbols = n_of_length.iter().map(|n| usize::from(*n)).sum::<usize>();
            let symbols = rest.get(16..16 + n_symbols)?.to_vec();
            let tables = if kind >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *tables.get_mut(usize::from(kind & 15))? = Table { n_of_length, symbols };
            body = rest.get(16 + n_symbols..)?;
        }
        Some(())
    }

    /// Whether every block of the one scan is there.
    fn is_complete(&self, scan: &[u8], data: &[u8]) -> Option<bool> {
        let n = usize::from(*scan.first()?);
        if !self.is_plain || n != self.components.len() {
            return None;
        }
        let mut components = Vec::with_capacity(n);
        for one in scan.get(1..1 + 2 * n)?.chunks_exact(2) {
            let (id, tables) = (*one.first()?, *one.get(1)?);
            let component = self.components.iter().find(|component| component.id == id)?;
            let (dc, ac) = (usize::from(tables >> 4), usize::from(tables & 15));
            components.push(Component { dc, ac, ..*component });
        }
        let mut bits = Bits { data, at: 0, held: 0, n_held: 0 };
        for unit in 0..self.n_units {
            if self.restart > 0 && unit > 0 && unit % self.restart == 0 {
                bits.restart()?;
            }
            for component in &components {
                for _ in 0..component.n_blocks {
                    self.block(component, &mut bits)?;
                }
            }
        }
        Some(true)
    }

    /// Follows one block: its mean, then its runs of zeros and values up to the last.
    fn block(&self, component: &Component, bits: &mut Bits<'_>) -> Option<()> {
        let size = bits.symbol(self.dc.get(component.dc)?)?;
        bits.skip(size)?;
        let table = self.ac.get(component.ac)?;
        let mut place = 1;
        while place < 64 {
            let symbol = bits.symbol(table)?;
            match (symbol >> 4, symbol & 15) {
                (15, 0) => place += 16,
                (_, 0) => break,
                (run, size) => {
                    place += usize::from(run) + 1;
                    bits.skip(size)?;
                }
            }
        }
        Some(())
    }
}

/// The data of a scan, bit by bit.
struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    held: u8,
    n_held: u8,
}

impl Bits<'_> {
    fn next(&mut self) -> Option<u16> {
        if self.n_held == 0 {
            self.held = *self.data.get(self.at)?;
            self.at += 1;
            if self.held == 0xff {
                // A real 0xff is followed by a zero; anything else is a mark, where there is no data any more.
                if self.data.get(self.at) != Some(&0) {
                    return None;
                }
                self.at += 1;
            }
            self.n_held = 8;
        }
        self.n_held -= 1;
        Some(u16::from(self.held >> self.n_held & 1))
    }

    fn skip(&mut self, n: u8) -> Option<()> {
        for _ in 0..n {
            self.next()?;
        }
        Some(())
    }

    fn symbol(&mut self, table: &Table) -> Option<u8> {
        let (mut code, mut first, mut before) = (0_u32, 0_u32, 0_u32);
        for n in table.n_of_length {
            code = code << 1 | u32::from(self.next()?);
            let n = u32::from(n);
            if code.wrapping_sub(first) < n {
                return table.symbols.get(usize::try_from(before + (code - first)).ok()?).copied();
            }
            before += n;
            first = (first + n) << 1;
        }
        None
    }

    /// To behind the next restart mark.
    fn restart(&mut self) -> Option<()> {
        self.n_held = 0;
        match self.data.get(self.at..self.at + 2)? {
            [0xff, mark] if (0xd0..=0xd7).contains(mark) => {
                self.at += 2;
                Some(())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey picture of 16 × 8: two blocks, each a mean of no bits and the end of the block, as one bit each.
    fn picture() -> Vec<u8> {
        let table = |kind: u8| {
            let mut table = vec![0xff, 0xc4, 0, 20, kind, 1];
            table.extend([0; 15]);
            // One code of one bit, for size 0 and for the end of the block alike.
            table.push(0);
            table
        };
        let frame = [0xff, 0xc0, 0, 11, 8, 0, 8, 0, 16, 1, 1, 0x11, 0];
        let scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0];
        [&frame[..], &table(0), &table(0x10), &scan, &[0b0000_1111]].concat()
    }

    #[test]
    fn picture_without_its_end_mark_is_whole_when_every_block_is_there() {
        let whole = picture();
        assert!(is_whole(&whole[1..]));
        let cut = &whole[1..whole.len() - 1];
        assert!(!is_whole(cut), "its blocks are missing");
        let mut taller = whole.clone();
        taller[6] = 80;
        assert!(!is_whole(&taller[1..]), "20 blocks are not in four bits");
    }

    #[test]
    fn nonsense_ends_without_an_answer() {
        for end in 0..picture().len() {
            is_whole(&picture()[..end]);
        }
        assert!(!is_whole(&[0xc0, 0, 4, 8, 0, 0xff, 0xda, 0, 3, 9]));
    }
}
