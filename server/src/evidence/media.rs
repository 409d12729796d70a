//! What a file is, by its content and never by its name or by what its sender says.
//!
//! Only four forms are known, and each is followed to its own end, so that a picture cut short on the way is noticed
//! while the sender can still send it again. Nothing is decoded: that would hand strangers a decoder.

mod jpeg;

use domain::evidence::MediaType;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// It has no content.
    #[error("empty")]
    Empty,
    /// It is none of the forms that are taken.
    #[error("not a JPEG, PNG, WebP or PDF")]
    Unknown,
    /// It is a picture in Apple's HEIC form, which most browsers can't show.
    #[error("HEIC")]
    Heic,
    /// It begins as one of them and ends too early.
    #[error("cut short")]
    Truncated,
}

/// What Apple's pictures call themselves: single, in sequences, in layers, and the general names of the family.
const HEIC: [&[u8; 4]; 10] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"];

/// What a file is, or why it is not taken.
pub fn sniff(content: &[u8]) -> Result<MediaType, Unusable> {
    let is_heic = content.get(4..8) == Some(b"ftyp")
        && content.get(8..12).is_some_and(|brand| HEIC.iter().any(|known| *known == brand));
    match content {
        [] => Err(Unusable::Empty),
        [0xff, 0xd8, 0xff, rest @ ..] => whole(jpeg::is_whole(rest), MediaType::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, rest @ ..] => whole(png_ends(rest), MediaType::Png),
        [b'R', b'I', b'F', b'F', rest @ ..] if rest.get(4..8) == Some(b"WEBP") => {
            whole(riff_ends(rest), MediaType::Webp)
        }
        [b'%', b'P', b'D', b'F', b'-', rest @ ..] => whole(pdf_ends(rest), MediaType::Pdf),
        _ if is_heic => Err(Unusable::Heic),
        _ => Err(Unusable::Unknown),
    }
}

const fn whole(is_whole: bool, media_type: MediaType) -> Result<MediaType, Unusable> {
    if is_whole { Ok(media_type) } else { Err(Unusable::Truncated) }
}

/// Follows the chunks to `IEND`.
fn png_ends(mut rest: &[u8]) -> bool {
    let mut has_data = false;
    loop {
        let (Some(length), Some(kind)) = (rest.get(..4), rest.get(4..8)) else {
            return false;
        };
        let length: [u8; 4] = length.try_into().unwrap_or([0xff; 4]);
        // Length, kind and checksum are four bytes each.
        let next = usize::try_from(u32::from_be_bytes(length)).ok().and_then(|n| n.checked_add(12));
        let Some(next) = next.and_then(|n| rest.get(n..)) else {
            return false;
        };
        match kind {
            b"IEND" => return has_data,
            b"IDAT" => has_data = true,
            _ => {}
        }
        rest = next;
    }
}

/// A RIFF file says its length in front.
fn riff_ends(rest: &[u8]) -> bool {
    let length = rest.get(..4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
    let said = length.and_then(|length| usize::try_from(length).ok());
    said.is_some_and(|said| said > 4 && rest.len().saturating_sub(4) >= said)
}

/// A PDF ends with `%%EOF`, give or take what mailers append.
fn pdf_ends(rest: &[u8]) -> bool {
    let tail = rest.get(rest.len().saturating_sub(1024)..).unwrap_or(rest);
    tail.windows(5).any(|five| five == b"%%EOF")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0,
        0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c,
        0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42,
        0x60, 0x82,
    ];
    const JPEG: &[u8] =
        &[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 0, 4, 1, 2, 7, 7, 0xff, 0, 7, 0xff, 0xd9];
    const WEBP: &[u8] = b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0";
    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n%%EOF\n";

    #[test]
    fn each_form_is_known_by_its_content() {
        assert_eq!(sniff(PNG), Ok(MediaType::Png));
        assert_eq!(sniff(JPEG), Ok(MediaType::Jpeg));
        assert_eq!(sniff(WEBP), Ok(MediaType::Webp));
        assert_eq!(sniff(PDF), Ok(MediaType::Pdf));
    }

    #[test]
    fn bytes_before_a_mark_are_skipped_as_decoders_do() {
        let mut padded = JPEG.to_vec();
        padded.splice(8..8, [0, 7, 7]);
        assert_eq!(sniff(&padded), Ok(MediaType::Jpeg));
    }

    #[test]
    fn every_brand_of_heic_is_told_by_name() {
        for brand in HEIC {
            let file = [b"\0\0\0\x18ftyp".as_slice(), brand, b"\0\0\0\0"].concat();
            assert_eq!(sniff(&file), Err(Unusable::Heic), "{brand:?}");
        }
    }

    #[test]
    fn every_form_cut_short_anywhere_is_refused() {
        for (whole, least) in [(PNG, 8), (JPEG, 3), (PDF, 5)] {
            // What follows the last mark is allowed to be missing only where the mark itself is whole.
            let last = whole.len() - if whole == PDF { 2 } else { 1 };
            for end in least..last {
                assert_eq!(sniff(&whole[..end]), Err(Unusable::Truncated), "{end} of {}", whole.len());
            }
        }
        assert_eq!(sniff(&WEBP[..WEBP.len() - 1]), Err(Unusable::Truncated));
    }

    #[test]
    fn other_content_is_refused_whatever_it_is_called() {
        assert_eq!(sniff(b""), Err(Unusable::Empty));
        assert_eq!(sniff(b"<!doctype html><script>alert(1)</script>"), Err(Unusable::Unknown));
        assert_eq!(sniff(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(Unusable::Unknown));
        assert_eq!(sniff(b"GIF89a"), Err(Unusable::Unknown));
        assert_eq!(sniff(b"\0\0\0\x18ftypheic\0\0\0\0"), Err(Unusable::Heic));
    }
}
