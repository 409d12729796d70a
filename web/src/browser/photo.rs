//! Photos made fit to send: drawn anew at a sensible size, which also leaves behind where they were taken.
//!
//! A phone's photo is 4 to 12 MB and names the place in its metadata. It is decoded by the browser, drawn on a
//! canvas no larger than needed, and encoded as JPEG: only the picture remains. What can't be decoded is
//! refused with a reason the person can act on; no picture is ever sent as it came. A PDF is.

use super::blob::{Blob, head, size};
use js_sys::{Array, Object, Promise, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap, ImageBitmapOptions, ImageOrientation,
};

/// The longer side of what is sent, in pixels: enough to read a label.
const LONG_SIDE: u32 = 2000;
/// What is accepted at all, in bytes.
const MAX_INPUT: i64 = 30 * 1024 * 1024;

/// What the server takes where the shop says nothing, in bytes.
const USUAL: i64 = 8 * 1024 * 1024;

/// How a PDF begins, and what it is called.
const PDF: &[u8] = b"%PDF-";
const PDF_TYPE: &str = "application/pdf";

/// Why a file can't be used as a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    /// It holds nothing.
    #[error("the file is empty")]
    Empty,
    /// More than 30 MB.
    #[error("the file is larger than 30 MB")]
    TooLarge,
    /// The iPhone's own format, which browsers and many desks can't show.
    #[error("the file is HEIC")]
    Heic,
    /// Not a picture.
    #[error("the file is no picture")]
    NotAPhoto,
    /// A picture by its first bytes, but damaged or cut off.
    #[error("the picture can't be decoded")]
    Damaged,
}

/// A photo ready to be sent.
#[derive(Clone, Debug)]
pub struct Photo {
    /// The JPEG, or the document as it is.
    pub blob: Blob,
    /// The name of the file it came from.
    pub name: String,
}

thread_local! {
    /// What reaches the server, in bytes: its own limit, or less where the shop says that something stands in front.
    static AT_MOST: Cell<i64> = const { Cell::new(USUAL) };
}

/// Makes photos from now on no larger than this many bytes.
pub fn fit_into(at_most: u32) {
    AT_MOST.set(at_most.into());
}

impl Photo {
    /// Whether it is a document rather than a picture.
    pub fn is_document(&self) -> bool {
        self.blob.type_() == PDF_TYPE
    }
}

/// Turns a file somebody picked into a photo fit to send, reporting whole per cents of the work.
pub async fn prepare(file: &File, progress: impl Fn(u8)) -> Result<Photo, PhotoFault> {
    progress(5);
    match size(file) {
        0 => return Err(PhotoFault::Empty),
        bytes if bytes > MAX_INPUT => return Err(PhotoFault::TooLarge),
        _ => {}
    }
    let first = head(file, 32).await;
    if first.starts_with(PDF) {
        return document(file);
    }
    check_first_bytes(&first)?;
    progress(20);
    let bitmap = decode(file).await.ok_or(PhotoFault::Damaged)?;
    progress(60);
    let blob = shrink(&bitmap, AT_MOST.get()).await.ok_or(PhotoFault::Damaged)?;
    bitmap.close();
    progress(100);
    Ok(Photo { blob, name: file.name() })
}

/// A document is sent as it is: a bill or a report says what it says only whole.
fn document(file: &File) -> Result<Photo, PhotoFault> {
    if size(file) > AT_MOST.get() {
        return Err(PhotoFault::TooLarge);
    }
    let blob = file
        .slice_with_f64_and_f64_and_content_type(0.0, file.size(), PDF_TYPE)
        .map_err(|_| PhotoFault::Damaged)?;
    Ok(Photo { blob, name: file.name() })
}

/// Knows a picture by its first bytes, whatever its name says.
pub fn check_first_bytes(bytes: &[u8]) -> Result<(), PhotoFault> {
    let brand = bytes.get(8..12).unwrap_or_default();
    if bytes.get(4..8) == Some(b"ftyp") {
        let is_heic =
            [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"]
                .iter()
                .any(|known| *known == brand);
        return if is_heic {
            Err(PhotoFault::Heic)
        } else if brand == b"avif" {
            Ok(())
        } else {
            Err(PhotoFault::NotAPhoto)
        };
    }
    let is_picture = bytes.starts_with(&[0xFF, 0xD8, 0xFF])
        || bytes.starts_with(b"\x89PNG\r\n\x1a\n")
        || bytes.starts_with(b"GIF8")
        || (bytes.starts_with(b"RIFF") && brand == b"WEBP");
    if is_picture { Ok(()) } else { Err(PhotoFault::NotAPhoto) }
}

async fn decode(file: &File) -> Option<ImageBitmap> {
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    let promise =
        web_sys::window()?.create_image_bitmap_with_blob_and_image_bitmap_options(file, &options).ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Encodes at falling sizes and qualities until it fits.
async fn shrink(bitmap: &ImageBitmap, at_most: i64) -> Option<Blob> {
    for (side, quality) in [(LONG_SIDE, 0.85), (LONG_SIDE, 0.7), (1400, 0.7), (1000, 0.6), (700, 0.5)] {
        let canvas = draw(bitmap, side)?;
        let blob = encode(&canvas, quality).await?;
        if size(&blob) > 0 && size(&blob) <= at_most {
            return Some(blob);
        }
    }
    None
}

fn draw(bitmap: &ImageBitmap, side: u32) -> Option<HtmlCanvasElement> {
    let (width, height) = fit(bitmap.width(), bitmap.height(), side);
    let canvas: HtmlCanvasElement =
        web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // A transparent picture on JPEG would turn black.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, f64::from(width), f64::from(height))
        .ok()?;
    Some(canvas)
}

/// Width and height scaled so that the longer one is at most `side`; never enlarged, never zero.
fn fit(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= side {
        return (width, height);
    }
    let scale = |length: u32| {
        let scaled = u64::from(length) * u64::from(side) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    (scale(width), scale(height))
}

async fn encode(canvas: &HtmlCanvasElement, quality: f64) -> Option<Blob> {
    let promise = Promise::new(&mut |resolve, _| {
        let _ =
            canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &JsValue::from_f64(quality));
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Photos as the database keeps them: an array of `{ id, name, blob }`.
pub fn to_kept(photos: &[(String, Photo)]) -> JsValue {
    let kept = Array::new();
    for (id, photo) in photos {
        let entry = Object::new();
        let _ = Reflect::set(&entry, &"id".into(), &id.as_str().into());
        let _ = Reflect::set(&entry, &"name".into(), &photo.name.as_str().into());
        let _ = Reflect::set(&entry, &"blob".into(), &photo.blob);
        kept.push(&entry);
    }
    kept.into()
}

/// Photos read back from the database; entries that are none are left out.
pub fn from_kept(kept: &JsValue) -> Vec<(String, Photo)> {
    let Some(kept) = kept.dyn_ref::<Array>() else {
        return Vec::new();
    };
    kept.iter()
        .filter_map(|entry| {
            let field = |name: &str| Reflect::get(&entry, &name.into()).ok();
            let blob = field("blob")?.dyn_into().ok()?;
            Some((field("id")?.as_string()?, Photo { blob, name: field("name")?.as_string()? }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picture_is_known_by_its_bytes_not_its_name() {
        assert_eq!(check_first_bytes(b"<!doctype html><p>x"), Err(PhotoFault::NotAPhoto));
        assert_eq!(check_first_bytes(&[0xFF, 0xD8, 0xFF, 0xE0]), Ok(()));
        for brand in ["heic", "hevm", "hevs"] {
            let file = format!("\0\0\0\x18ftyp{brand}\0\0");
            assert_eq!(check_first_bytes(file.as_bytes()), Err(PhotoFault::Heic), "{brand}");
        }
        assert_eq!(check_first_bytes(b""), Err(PhotoFault::NotAPhoto));
    }

    #[test]
    fn longer_side_fits_and_nothing_is_enlarged() {
        assert_eq!(fit(4000, 3000, 2000), (2000, 1500));
        assert_eq!(fit(3000, 4000, 2000), (1500, 2000));
        assert_eq!(fit(640, 480, 2000), (640, 480));
        assert_eq!(fit(100_000, 1, 2000), (2000, 1));
    }
}
