//! How large a picture is once it is opened, read from its head alone.
//!
//! A few kilobytes can open into a gigabyte, in the browser of whoever has to look at them.

use domain::evidence::MediaType;

/// The most pixels of a picture that is taken: what the best telephones make, and 200 MB once opened.
pub const MAX: u64 = 50_000_000;

/// How many pixels a picture has; none for what is no picture, or does not say.
pub fn count(media_type: MediaType, content: &[u8]) -> Option<u64> {
    let (width, height) = match media_type {
        MediaType::Png => (be_u32(content, 16)?, be_u32(content, 20)?),
        MediaType::Jpeg => jpeg(content)?,
        MediaType::Webp => webp(content)?,
        MediaType::Pdf => return None,
    };
    Some(u64::from(width).saturating_mul(u64::from(height)))
}

fn be_u32(content: &[u8], from: usize) -> Option<u32> {
    Some(u32::from_be_bytes(content.get(from..from.checked_add(4)?)?.try_into().ok()?))
}

fn be_u16(content: &[u8], from: usize) -> Option<u32> {
    Some(u16::from_be_bytes(content.get(from..from.checked_add(2)?)?.try_into().ok()?).into())
}

fn le_u16(content: &[u8], from: usize) -> Option<u32> {
    Some(u16::from_le_bytes(content.get(from..from.checked_add(2)?)?.try_into().ok()?).into())
}

fn le_u24(content: &[u8], from: usize) -> Option<u32> {
    let bytes = content.get(from..from.checked_add(3)?)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | u32::from(*byte)))
}

/// The first frame's head: a start-of-frame mark, whatever its coding.
fn jpeg(content: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        // Whatever stands before a mark is skipped, as decoders do.
        at += content.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        let mark = *content.get(at + 1)?;
        match mark {
            0xff => at += 1,
            // Marks without a length.
            0x00 | 0x01 | 0xd0..=0xd8 => at += 2,
            // 0xc4, 0xc8 and 0xcc share the row and are tables.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((be_u16(content, at + 7)?, be_u16(content, at + 5)?));
            }
            0xd9 => return None,
            _ => at = at.checked_add(2)?.checked_add(usize::try_from(be_u16(content, at + 2)?).ok()?)?,
        }
    }
}

/// The first chunk: lossy, lossless or extended, each with its size in its own way.
fn webp(content: &[u8]) -> Option<(u32, u32)> {
    const SIDE: u32 = 0x3fff;
    match content.get(12..16)? {
        b"VP8 " => Some((le_u16(content, 26)? & SIDE, le_u16(content, 28)? & SIDE)),
        b"VP8L" => {
            let bits = u32::from_le_bytes(content.get(21..25)?.try_into().ok()?);
            Some(((bits & SIDE) + 1, ((bits >> 14) & SIDE) + 1))
        }
        b"VP8X" => Some((le_u24(content, 24)? + 1, le_u24(content, 27)? + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_tells_how_large_it_opens() {
        let mut png = vec![0; 16];
        png.extend([0, 0, 0x2e, 0xe0, 0, 0, 0x2e, 0xe0]);
        assert_eq!(count(MediaType::Png, &png), Some(144_000_000));

        let jpeg = [
            0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 11, 8, 0x03, 0xe8, 0x07, 0xd0, 1, 1,
            0x11, 0,
        ];
        assert_eq!(count(MediaType::Jpeg, &jpeg), Some(2_000_000));

        let mut lossy = b"RIFF\0\0\0\0WEBPVP8 ".to_vec();
        lossy.extend([0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 0xe8, 0x03, 0xf4, 0x01]);
        assert_eq!(count(MediaType::Webp, &lossy), Some(500_000));

        let mut lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f".to_vec();
        lossless.extend((0x3e7_u32 | (0x1f3 << 14)).to_le_bytes());
        assert_eq!(count(MediaType::Webp, &lossless), Some(500_000));

        let mut extended = b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0".to_vec();
        extended.extend([0xdf, 0x2e, 0, 0xdf, 0x2e, 0]);
        assert_eq!(count(MediaType::Webp, &extended), Some(144_000_000));
    }

    #[test]
    fn head_cut_anywhere_tells_nothing_and_breaks_nothing() {
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 1, 1, 1, 1];
        for end in 0..jpeg.len() {
            assert_eq!(count(MediaType::Jpeg, &jpeg[..end]), None);
        }
    }
}
