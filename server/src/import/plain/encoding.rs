//! In which encoding a file is written, and its text.
//!
//! Shops export in UTF-8, and spreadsheets on Windows in whatever the country is used to: UTF-16, GB18030 on the
//! Chinese mainland, Big5 in Taiwan and Hong Kong, Windows-1252 in the West. A mark at the beginning decides;
//! without one UTF-8 is recognised by its form, and the others by how common their characters would be. A guess
//! is always reported, and `--encoding` settles it.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file and what it was read as.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text; a place that could not be read holds U+FFFD.
    pub(super) text: String,
    /// The encoding.
    pub(super) encoding: &'static Encoding,
}

/// Why bytes are no text, with the way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoText {
    /// Nothing in it.
    #[error("it is empty; expected a CSV file with a header")]
    Empty,
    /// A workbook or an archive.
    #[error(
        "it is a workbook or an archive, not a CSV file; save the sheet as \"CSV UTF-8\" and import that"
    )]
    Packed,
    /// Something with bytes no text has.
    #[error("it is no text file; expected a CSV file")]
    Binary,
    /// None of the encodings fits.
    #[error(
        "its encoding is not known; expected UTF-8, UTF-16, GB18030, Big5 or Windows-1252, found the byte {} where no \
         UTF-8 goes on (line {line}, column {column} counted in characters). Save it as \"CSV UTF-8\", or name the \
         encoding, as in `--encoding shift_jis`",
        format_args!("{byte:#04x}")
    )]
    Unknown {
        /// The first byte that is no UTF-8.
        byte: u8,
        /// Its line, counted from 1.
        line: usize,
        /// Its place in the line, counted from 1.
        column: usize,
    },
}

/// Reads bytes in the encoding `wanted`, or in the one they seem to be written in.
pub(super) fn decode(bytes: &[u8], wanted: Option<&'static Encoding>) -> Result<Decoded, NoText> {
    if bytes.is_empty() {
        return Err(NoText::Empty);
    }
    let encoding = match (wanted, Encoding::for_bom(bytes)) {
        (Some(wanted), _) => wanted,
        (None, Some((marked, _))) => marked,
        (None, None) => recognised(bytes)?,
    };
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    Ok(Decoded { text: text.into_owned(), encoding })
}

/// How many of a hundred characters of a true text are common ones; of a text in another encoding hardly any are.
const ENOUGH: u32 = 85;

fn recognised(bytes: &[u8]) -> Result<&'static Encoding, NoText> {
    const PACKED: &[&[u8]] =
        &[b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"%PDF"];
    if PACKED.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(NoText::Packed);
    }
    if bytes.contains(&0) {
        return wide(bytes).ok_or(NoText::Binary);
    }
    if is_utf8(bytes) {
        return Ok(UTF_8);
    }
    let (gb, big5) = (common(bytes, GB18030, is_common_gb), common(bytes, BIG5, is_common_big5));
    match (gb >= ENOUGH, big5 >= ENOUGH) {
        (true, _) if gb >= big5 => Ok(GB18030),
        (_, true) => Ok(BIG5),
        _ if is_rather_utf8(bytes) => Ok(UTF_8),
        _ if is_western(bytes) => Ok(WINDOWS_1252),
        _ if is_broken_in_few_lines(bytes) => Ok(UTF_8),
        _ => Err(unknown(bytes)),
    }
}

/// UTF-16 by where the empty halves of its ASCII characters stand.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.chunks_exact(2).take(4096);
    let (mut n, mut little, mut big) = (0_u32, 0_u32, 0_u32);
    for pair in pairs {
        n += 1;
        match pair {
            [0, 0] => return None,
            [_, 0] => little += 1,
            [0, _] => big += 1,
            _ => {}
        }
    }
    // Separators, digits and the header are ASCII in every order file.
    match (little * 4 > n, big * 4 > n) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether it is UTF-8, perhaps with a few broken places: those cost their own orders and not the file.
fn is_utf8(bytes: &[u8]) -> bool {
    let (n_whole, n_broken) = whole_and_broken(bytes);
    n_broken == 0 || n_whole >= n_broken.saturating_mul(4)
}

/// Whether more of it is UTF-8 than is not, once nothing else than a Western encoding is left: two of its letters hardly
/// ever make a character of UTF-8.
fn is_rather_utf8(bytes: &[u8]) -> bool {
    let (n_whole, n_broken) = whole_and_broken(bytes);
    n_whole > 0 && n_whole >= n_broken
}

/// How many characters beyond ASCII are UTF-8, and how many places are not.
fn whole_and_broken(bytes: &[u8]) -> (usize, usize) {
    let (mut n_whole, mut n_broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    (n_whole, n_broken)
}

/// Whether only few lines of it are no UTF-8, and no other encoding fits those: a slip costs its own order, and not the
/// orders of a file that is plain in all its other lines.
fn is_broken_in_few_lines(bytes: &[u8]) -> bool {
    let lines = || bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
    let n_broken = lines().filter(|line| std::str::from_utf8(line).is_err()).count();
    n_broken.saturating_mul(4) <= lines().count()
}

/// Where the first byte stands that is no UTF-8.
fn unknown(bytes: &[u8]) -> NoText {
    let mut before = String::new();
    let mut byte = 0;
    for chunk in bytes.utf8_chunks() {
        before.push_str(chunk.valid());
        if let Some(first) = chunk.invalid().first() {
            byte = *first;
            break;
        }
    }
    let in_line = before.rsplit('\n').next().unwrap_or_default();
    NoText::Unknown { byte, line: before.matches('\n').count() + 1, column: in_line.chars().count() + 1 }
}

/// How many of a hundred characters beyond ASCII are common ones of a two-byte encoding; 0 where it does not fit.
fn common(bytes: &[u8], encoding: &'static Encoding, is_common: fn(u8, u8) -> bool) -> u32 {
    if encoding.decode_without_bom_handling_and_without_replacement(bytes).is_none() {
        return 0;
    }
    let (mut n, mut n_common) = (0_u32, 0_u32);
    let mut rest = bytes.iter().copied();
    while let Some(lead) = rest.next() {
        if lead < 0x80 {
            continue;
        }
        n += 1;
        n_common += u32::from(rest.next().is_some_and(|trail| is_common(lead, trail)));
    }
    n_common.saturating_mul(100).checked_div(n).unwrap_or(0)
}

/// Punctuation and the first level of GB 2312, by reading.
fn is_common_gb(lead: u8, trail: u8) -> bool {
    matches!(lead, 0xa1..=0xa9 | 0xb0..=0xd7) && trail >= 0xa1
}

/// Punctuation and the first level of Big5, the frequently used characters.
fn is_common_big5(lead: u8, trail: u8) -> bool {
    matches!(lead, 0xa1..=0xc6) && matches!(trail, 0x40..=0x7e | 0xa1..=0xfe)
}

/// Letters with accents and the signs of Western texts, none of the bytes that Windows-1252 leaves free. They stand
/// between letters without accents; a run of them is a word of another alphabet. The two last bytes are letters too, of few
/// names, and what programs leave behind by mistake: alone they tell no Western text.
fn is_western(bytes: &[u8]) -> bool {
    let (mut n, mut n_usual, mut n_runs, mut is_in_run) = (0_u32, 0_u32, 0_u32, false);
    for byte in bytes.iter().copied() {
        let is_high = byte >= 0x80;
        n_runs += u32::from(is_high && !is_in_run);
        is_in_run = is_high;
        if matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d) {
            return false;
        }
        n += u32::from(is_high);
        n_usual += u32::from(matches!(byte, 0x80 | 0x85 | 0x91..=0x97 | 0x99 | 0xa0..=0xff));
    }
    let is_more_than_strays = bytes.iter().any(|byte| matches!(byte, 0x80..=0xfd));
    is_more_than_strays && n_usual.saturating_mul(10) >= n.saturating_mul(9) && n_runs.saturating_mul(2) >= n
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "order_number,title\nA-1,台灯 大号 白色\nA-2,水壶，带盖子（两个）\n";
    const TRADITIONAL: &str = "order_number,title\nA-1,檯燈 大號 白色\nA-2,水壺，帶蓋子（兩個）\n";
    const WESTERN: &str = "order_number,title\nA-1,Stehlampe, groß, weiß\nA-2,Théière à thé £12 – “new”\n";

    fn check(text: &str, encoding: &'static Encoding) {
        let (bytes, _, is_lossy) = encoding.encode(text);
        assert!(!is_lossy);
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
    }

    fn wide(text: &str, has_mark: bool, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = has_mark.then_some('\u{feff}');
        mark.into_iter().chain(text.chars()).collect::<String>().encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn encodings_shops_use_are_told_apart() {
        check(SIMPLIFIED, UTF_8);
        check(SIMPLIFIED, GB18030);
        check(TRADITIONAL, BIG5);
        check(WESTERN, WINDOWS_1252);
        check("order_number,title\nA-1,书\n", GB18030);
        check("order_number,title\nA-1,Wärmflasche\nA-2,Ärmel\n", WINDOWS_1252);
        for has_mark in [true, false] {
            let little = decode(&wide(SIMPLIFIED, has_mark, u16::to_le_bytes), None).unwrap();
            assert_eq!((little.encoding, little.text.as_str()), (UTF_16LE, SIMPLIFIED));
            let big = decode(&wide(SIMPLIFIED, has_mark, u16::to_be_bytes), None).unwrap();
            assert_eq!((big.encoding, big.text.as_str()), (UTF_16BE, SIMPLIFIED));
        }
        let marked = decode(format!("\u{feff}{SIMPLIFIED}").as_bytes(), None).unwrap();
        assert_eq!(marked.text, SIMPLIFIED);
    }

    #[test]
    fn one_broken_place_does_not_change_the_encoding_of_a_file() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        let place = bytes.iter().position(|byte| *byte >= 0x80).unwrap();
        bytes.remove(place);
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(decoded.encoding, UTF_8);
        assert!(decoded.text.contains('\u{fffd}') && decoded.text.contains("水壶"));
    }

    #[test]
    fn what_is_no_text_is_named() {
        let no_text = |bytes: &[u8]| decode(bytes, None).unwrap_err();
        assert_eq!(no_text(b""), NoText::Empty);
        assert_eq!(no_text(b"PK\x03\x04rest"), NoText::Packed);
        assert_eq!(no_text(b"a\0\0\0b\0\0\0"), NoText::Binary);
        let (cyrillic, _, _) = encoding_rs::KOI8_R.encode("order_number,title\nA-1,лампа настольная\n");
        let unknown = NoText::Unknown { byte: 0xcc, line: 2, column: 5 };
        assert_eq!(no_text(&cyrillic), unknown, "better refused than garbled");
        let told = unknown.to_string();
        assert!(told.contains("expected UTF-8") && told.contains("byte 0xcc"), "{told}");
        assert!(told.contains("line 2, column 5"), "{told}");
        let unknown = NoText::Unknown { byte: 0x81, line: 1, column: 2 };
        assert_eq!(no_text(&[b'a', 0x81, 0x20, 0x9d, 0x20, 0xff]), unknown);
    }

    #[test]
    fn bytes_that_fit_nowhere_cost_their_lines_and_no_plain_ones() {
        let file = |cell: &[u8]| [b"order_number,title\nA-1,Lamp\nA-2,", cell, b"\nA-3,Kettle\n"].concat();
        let decoded = decode(&file(b"\xff\xfe\xfa\x81"), None).unwrap();
        assert_eq!((decoded.encoding, decoded.text.matches('\u{fffd}').count()), (UTF_8, 4));
        assert!(decoded.text.contains("A-3,Kettle"));
        // What does fit an encoding is read as that, as in a file with more of it.
        let western = decode(&file(b"Th\xe9i\xe8re"), None).unwrap();
        assert_eq!(western.encoding, WINDOWS_1252);
        assert_eq!(decode(&file("书".as_bytes()), None).unwrap().encoding, UTF_8);
        // One stray byte, in plain text and beside a letter that is UTF-8.
        for stray in [&b"La\xffmp"[..], b"\xfe", b"Th\xc3\xa9 \xff", b"Th\xc3\xa9i\xc3\xa8re \xe9"] {
            assert_eq!(decode(&file(stray), None).unwrap().encoding, UTF_8, "{stray:?}");
        }
    }

    #[test]
    fn named_encoding_is_used() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("注文");
        assert_eq!(decode(&bytes, Some(encoding_rs::SHIFT_JIS)).unwrap().text, "注文");
    }
}
