//! The photos customers show, drawn by program: plain enough to be read as data, and pictures all the same, that go
//! through every look an upload gets.

mod canvas;
mod motifs;

use bytes::Bytes;
use canvas::Canvas;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a photo shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Motif {
    /// A white mug with a crack from its rim.
    CrackedMug,
    /// A parcel with its corner pushed in.
    CrushedBox,
    /// Six cups, two of them blue.
    WrongCups,
    /// A printed receipt.
    Receipt,
    /// A punnet of strawberries, some of them grey.
    RottenFruit,
    /// A vase in pieces.
    BrokenVase,
    /// A telephone with a black screen and a crack.
    DeadPhone,
    /// A label sewn into a garment.
    Label,
    /// Tracking that has not moved for days, on a telephone.
    Tracking,
    /// A chair with a leg that came off.
    Chair,
}

/// Every motif there is.
const ALL: [Motif; 10] = [
    Motif::CrackedMug,
    Motif::CrushedBox,
    Motif::WrongCups,
    Motif::Receipt,
    Motif::RottenFruit,
    Motif::BrokenVase,
    Motif::DeadPhone,
    Motif::Label,
    Motif::Tracking,
    Motif::Chair,
];

/// Draws every motif once, as PNG.
pub(super) fn draw_all() -> BTreeMap<Motif, Bytes> {
    ALL.into_iter().map(|motif| (motif, Bytes::from(draw(motif)))).collect()
}

fn draw(motif: Motif) -> Vec<u8> {
    let scene = motifs::of(motif);
    let mut canvas = Canvas::new(scene.above, scene.below);
    for (shape, ink) in scene.shapes {
        canvas.paint(&shape, ink);
    }
    canvas.png()
}

/// A drawn photo as one customer took it: no two photos are the same file.
pub(super) fn taken_for(drawn: &Bytes, name: &str) -> Bytes {
    Bytes::from(canvas::with_comment(drawn, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::media::sniff;
    use crate::evidence::pixels;
    use domain::evidence::MediaType;

    #[test]
    fn every_motif_is_a_picture_of_moderate_size_that_an_upload_takes() {
        for (motif, drawn) in draw_all() {
            let photo = taken_for(&drawn, "a case");
            assert_eq!(sniff(&photo), Ok(MediaType::Png), "{motif:?}");
            assert_eq!(pixels::count(MediaType::Png, &photo), Some(480 * 360), "{motif:?}");
            assert!(photo.len() < 60_000, "{motif:?} has {} bytes", photo.len());
            assert_ne!(photo, taken_for(&drawn, "another case"), "{motif:?}");
        }
    }
}
