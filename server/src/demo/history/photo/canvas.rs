//! A canvas for photos drawn by program: ovals and polygons with soft edges on two shades of ground, written as PNG.
//! Whole numbers only; a pixel is looked at in sixteen places.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// Width and height in pixels.
const WIDTH: i32 = 480;
const HEIGHT: i32 = 360;
/// How many places of a pixel are looked at along each side.
const FINE: i32 = 4;

/// Red, green, blue.
pub(super) type Ink = [u8; 3];
/// Across and down, in pixels.
pub(super) type Point = (i32, i32);

/// Something to paint.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// An oval: its middle and its two radii.
    Oval(Point, Point),
    /// A polygon.
    Face(Vec<Point>),
    /// A line of some width through points.
    Line(Vec<Point>, i32),
}

/// A picture being painted.
pub(super) struct Canvas {
    pixels: Vec<Ink>,
}

impl Canvas {
    /// A ground that fades from one shade above to another below.
    pub(super) fn new(above: Ink, below: Ink) -> Self {
        let row =
            |y: i32| std::iter::repeat_n(mixed(above, below, y, HEIGHT), usize::try_from(WIDTH).unwrap_or(0));
        Self { pixels: (0..HEIGHT).flat_map(row).collect() }
    }

    /// Paints a shape.
    pub(super) fn paint(&mut self, shape: &Shape, ink: Ink) {
        let fine = |point: &Point| (point.0 * FINE, point.1 * FINE);
        match shape {
            Shape::Oval(middle, radii) => self.fill(&Filled::Oval(fine(middle), fine(radii)), ink),
            Shape::Face(points) => self.fill(&Filled::Face(points.iter().map(fine).collect()), ink),
            Shape::Line(points, width) => {
                let half = width * FINE / 2;
                for pair in points.windows(2) {
                    if let [one, other] = pair {
                        self.fill(&stroke(fine(one), fine(other), half), ink);
                    }
                }
                for point in points {
                    self.fill(&Filled::Oval(fine(point), (half, half)), ink);
                }
            }
        }
    }

    fn fill(&mut self, shape: &Filled, ink: Ink) {
        let (top, bottom) = shape.rows();
        for y in top.max(0)..=bottom.min(HEIGHT - 1) {
            let mut covered = vec![0; usize::try_from(WIDTH).unwrap_or(0)];
            for row in y * FINE..(y + 1) * FINE {
                for (from, to) in shape.spans(row) {
                    let (from, to) = (from.clamp(0, WIDTH * FINE), to.clamp(0, WIDTH * FINE));
                    let first = usize::try_from(from / FINE).unwrap_or(0);
                    for (x, n) in (from / FINE..).zip(covered.iter_mut().skip(first)) {
                        if x * FINE >= to {
                            break;
                        }
                        *n += to.min((x + 1) * FINE) - from.max(x * FINE);
                    }
                }
            }
            let begins = usize::try_from(y * WIDTH).unwrap_or(usize::MAX);
            for (pixel, n) in self.pixels.iter_mut().skip(begins).zip(covered).filter(|(_, n)| *n > 0) {
                *pixel = mixed(*pixel, ink, n, FINE * FINE);
            }
        }
    }

    /// The picture as PNG.
    pub(super) fn png(&self) -> Vec<u8> {
        let mut rows = ZlibEncoder::new(Vec::new(), Compression::default());
        for row in self.pixels.chunks(usize::try_from(WIDTH).unwrap_or(1)) {
            // Each row begins with how it was filtered: here each value is told by its distance to the one before,
            // which packs even ground into next to nothing.
            let before = std::iter::once(&[0; 3]).chain(row);
            let told = row.iter().zip(before).flat_map(|(own, before)| {
                own.iter().zip(before).map(|(own, before)| own.wrapping_sub(*before))
            });
            let told: Vec<u8> = std::iter::once(1).chain(told).collect();
            // Writing to memory can't fail.
            let _ = rows.write_all(&told);
        }
        let mut head = Vec::new();
        for side in [WIDTH, HEIGHT] {
            head.extend(side.to_be_bytes());
        }
        // Eight bits of red, green and blue, packed and filtered in the only ways there are, not interlaced.
        head.extend([8, 2, 0, 0, 0]);
        let mut png = vec![0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
        png.extend(chunk(*b"IHDR", &head));
        png.extend(chunk(*b"IDAT", &rows.finish().unwrap_or_default()));
        png.extend(chunk(*b"IEND", &[]));
        png
    }
}

/// How long the last chunk of a PNG is.
const END: usize = 12;

/// A PNG with a comment before its end.
pub(super) fn with_comment(png: &[u8], comment: &str) -> Vec<u8> {
    let (picture, end) = png.split_at(png.len().saturating_sub(END));
    let text = [b"Comment\0".as_slice(), comment.as_bytes()].concat();
    [picture, &chunk(*b"tEXt", &text), end].concat()
}

fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [kind.as_slice(), body].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    let length = u32::try_from(body.len()).unwrap_or(0).to_be_bytes();
    [length.as_slice(), &named, &sum.sum().to_be_bytes()].concat()
}

/// `part` of `whole` from one ink towards another.
fn mixed(from: Ink, to: Ink, part: i32, whole: i32) -> Ink {
    let mut ink = from;
    for (own, to) in ink.iter_mut().zip(to) {
        let value = (i32::from(*own) * (whole - part) + i32::from(to) * part) / whole;
        *own = u8::try_from(value).unwrap_or(u8::MAX);
    }
    ink
}

/// What is really filled, counted in the places that are looked at.
enum Filled {
    Oval(Point, Point),
    Face(Vec<Point>),
}

/// A stretch of a line as a face, so far to either side.
fn stroke((x1, y1): Point, (x2, y2): Point, half: i32) -> Filled {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let length = (dx * dx + dy * dy).isqrt().max(1);
    let (across, down) = (dy * half / length, dx * half / length);
    Filled::Face(vec![
        (x1 - across, y1 + down),
        (x2 - across, y2 + down),
        (x2 + across, y2 - down),
        (x1 + across, y1 - down),
    ])
}

impl Filled {
    /// The first and the last row of pixels it may touch.
    fn rows(&self) -> (i32, i32) {
        let (top, bottom) = match self {
            Self::Oval((_, y), (_, radius)) => (y - radius, y + radius),
            Self::Face(points) => {
                let rows = points.iter().map(|(_, y)| *y);
                (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0))
            }
        };
        (top / FINE, bottom / FINE)
    }

    /// From where to where it covers a row of places.
    fn spans(&self, row: i32) -> Vec<(i32, i32)> {
        match self {
            Self::Oval((x, y), (across, down)) => {
                let off = (row - y).abs();
                if off > *down || *down == 0 {
                    return Vec::new();
                }
                let half = across * (down * down - off * off).isqrt() / down;
                vec![(x - half, x + half)]
            }
            // Inside is between each odd crossing of the border and the next.
            Self::Face(points) => {
                let next = points.iter().cycle().skip(1);
                let mut crossed: Vec<i32> =
                    points.iter().zip(next).filter_map(|(one, other)| crossing(*one, *other, row)).collect();
                crossed.sort_unstable();
                crossed.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect()
            }
        }
    }
}

/// Where a border from one point to another crosses a row.
fn crossing(one: Point, other: Point, row: i32) -> Option<i32> {
    let ((x1, top), (x2, bottom)) = if one.1 < other.1 { (one, other) } else { (other, one) };
    (top <= row && row < bottom).then(|| x1 + (row - top) * (x2 - x1) / (bottom - top))
}
