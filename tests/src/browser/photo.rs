//! Photos as people have them: drawn by a real browser, with the place where they were taken in their metadata.

use super::Browser;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::{Path, PathBuf};

/// Draws something a camera might see: large, colourful and not easily compressed.
const DRAW: &str = "const [width, height] = arguments;
    const canvas = new OffscreenCanvas(width, height), pen = canvas.getContext('2d');
    let seed = 7;
    const random = () => (seed = seed * 16807 % 2147483647) / 2147483647;
    for (let i = 0; i < 4000; i++) {
        pen.fillStyle = `hsl(${random() * 360} 60% ${random() * 100}%)`;
        pen.fillRect(random() * width, random() * height, random() * 90, random() * 90);
    }
    return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.97 }).then(async blob => {
        const bytes = new Uint8Array(await blob.arrayBuffer());
        let text = '';
        for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
        return btoa(text);
    });";

impl Browser {
    /// A JPEG of this size as a phone's camera writes it, with the camera's name and the place of the picture.
    pub async fn camera_photo(&self, width: u32, height: u32) -> Vec<u8> {
        let drawn = self.run(DRAW, vec![width.into(), height.into()]).await;
        let plain = STANDARD.decode(drawn.as_str().unwrap()).unwrap();
        assert_eq!(plain[..2], [0xFF, 0xD8], "the browser drew no JPEG");
        let exif = exif_with_place();
        [&plain[..2], &exif, &plain[2..]].concat()
    }
}

/// Writes a file where a browser can choose it.
pub fn file_named(dir: &Path, name: &str, content: &[u8]) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// The metadata segment of a JPEG: camera `RedressCam`, taken at 30° 15' N, 120° 9' E.
fn exif_with_place() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| -> Vec<u8> {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let degrees = |parts: [u32; 3]| -> Vec<u8> {
        parts.iter().flat_map(|part| [part.to_be_bytes(), 1_u32.to_be_bytes()].concat()).collect()
    };
    // Offsets count from the byte order mark: header 8, first directory 2+2×12+4, then the camera's name.
    let (name_at, gps_at) = (38_u32, 50_u32);
    let latitude_at = gps_at + 2 + 4 * 12 + 4;
    let longitude_at = latitude_at + 24;
    let tiff = [
        b"MM\0*\0\0\0\x08".to_vec(),
        2_u16.to_be_bytes().to_vec(),
        entry(0x0110, 2, 11, name_at.to_be_bytes()),
        entry(0x8825, 4, 1, gps_at.to_be_bytes()),
        0_u32.to_be_bytes().to_vec(),
        b"RedressCam\0\0".to_vec(),
        4_u16.to_be_bytes().to_vec(),
        entry(1, 2, 2, *b"N\0\0\0"),
        entry(2, 5, 3, latitude_at.to_be_bytes()),
        entry(3, 2, 2, *b"E\0\0\0"),
        entry(4, 5, 3, longitude_at.to_be_bytes()),
        0_u32.to_be_bytes().to_vec(),
        degrees([30, 15, 0]),
        degrees([120, 9, 0]),
    ]
    .concat();
    let body = [b"Exif\0\0".to_vec(), tiff].concat();
    let length = u16::try_from(body.len() + 2).unwrap();
    [vec![0xFF, 0xE1], length.to_be_bytes().to_vec(), body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_stands_where_the_directory_says() {
        let segment = exif_with_place();
        let tiff = &segment[10..];
        assert_eq!(&tiff[38..48], b"RedressCam");
        let latitude_at = 50 + 2 + 4 * 12 + 4;
        assert_eq!(tiff[latitude_at..latitude_at + 4], 30_u32.to_be_bytes());
        assert_eq!(tiff[latitude_at + 24..latitude_at + 28], 120_u32.to_be_bytes());
        assert_eq!(tiff.len(), latitude_at + 48);
    }
}
