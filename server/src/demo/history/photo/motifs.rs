//! What each photo shows, shape by shape, the hindmost first.

use super::Motif;
use super::canvas::Shape::{Face, Line, Oval};
use super::canvas::{Ink, Point, Shape};

/// A ground that fades from one shade to another, and what stands on it.
pub(super) struct Picture {
    pub(super) above: Ink,
    pub(super) below: Ink,
    pub(super) shapes: Vec<(Shape, Ink)>,
}

const DARK: Ink = [52, 48, 46];
const GREY: Ink = [168, 166, 162];
const PALE: Ink = [222, 219, 213];
const PAPER: Ink = [247, 245, 240];
const WOOD: Ink = [176, 132, 92];
const SHADE: Ink = [128, 96, 68];
const CARD: Ink = [203, 164, 113];
const CARD_DARK: Ink = [163, 124, 80];
const BLUE: Ink = [66, 98, 152];
const CELADON: Ink = [142, 178, 160];
const RED: Ink = [196, 44, 52];
const MOULD: Ink = [134, 128, 118];
const LEAF: Ink = [88, 132, 66];

/// The picture of a motif.
pub(super) fn of(motif: Motif) -> Picture {
    let wooden = |shapes| Picture { above: [214, 200, 182], below: WOOD, shapes };
    let cloth = |shapes| Picture { above: [190, 196, 204], below: [150, 158, 168], shapes };
    let floor = |shapes| Picture { above: [206, 206, 202], below: [150, 146, 140], shapes };
    match motif {
        Motif::CrackedMug => wooden(cracked_mug()),
        Motif::CrushedBox => floor(crushed_box()),
        Motif::WrongCups => wooden(wrong_cups()),
        Motif::Receipt => cloth(receipt()),
        Motif::RottenFruit => wooden(rotten_fruit()),
        Motif::BrokenVase => floor(broken_vase()),
        Motif::DeadPhone => cloth(dead_phone()),
        Motif::Label => Picture { above: [186, 150, 112], below: [160, 122, 86], shapes: label() },
        Motif::Tracking => wooden(tracking()),
        Motif::Chair => floor(chair()),
    }
}

fn rectangle((left, top): Point, (right, bottom): Point) -> Shape {
    Face(vec![(left, top), (right, top), (right, bottom), (left, bottom)])
}

fn cracked_mug() -> Vec<(Shape, Ink)> {
    vec![
        (Oval((236, 300), (150, 26)), SHADE),
        (Oval((352, 192), (58, 66)), PALE),
        (Oval((352, 192), (34, 42)), [196, 166, 134]),
        (Face(vec![(126, 96), (346, 96), (330, 288), (142, 288)]), PAPER),
        (Oval((236, 288), (94, 20)), PAPER),
        (Face(vec![(290, 98), (346, 96), (330, 288), (284, 300)]), PALE),
        (Oval((236, 96), (110, 26)), PALE),
        (Oval((236, 98), (98, 20)), [116, 82, 58]),
        // A piece of the rim is gone, and a crack runs down from there.
        (Face(vec![(168, 74), (214, 78), (202, 132), (186, 118)]), [214, 200, 182]),
        (Line(vec![(202, 130), (192, 162), (210, 186), (196, 222), (206, 248)], 4), DARK),
        (Line(vec![(210, 186), (236, 202), (246, 224)], 3), DARK),
        (Face(vec![(66, 292), (108, 276), (118, 306), (82, 316)]), PAPER),
        (Face(vec![(66, 292), (82, 316), (76, 318), (60, 298)]), GREY),
    ]
}

fn crushed_box() -> Vec<(Shape, Ink)> {
    vec![
        (Oval((240, 312), (190, 28)), [118, 114, 108]),
        (Face(vec![(72, 128), (286, 150), (286, 322), (72, 284)]), CARD),
        (Face(vec![(286, 150), (414, 112), (414, 262), (286, 322)]), CARD_DARK),
        (Face(vec![(72, 128), (204, 92), (414, 112), (286, 150)]), [222, 186, 138]),
        (Face(vec![(168, 102), (236, 96), (366, 124), (308, 142)]), [232, 214, 178]),
        // The corner is pushed in.
        (Face(vec![(286, 150), (340, 132), (322, 196), (286, 222), (246, 196), (232, 144)]), [124, 92, 58]),
        (Face(vec![(246, 196), (286, 222), (286, 246), (262, 222)]), [98, 72, 46]),
        (Line(vec![(232, 144), (252, 182), (286, 222), (324, 194), (342, 132)], 3), [92, 66, 42]),
        (Line(vec![(252, 182), (214, 206), (190, 250)], 3), CARD_DARK),
        (Line(vec![(324, 194), (352, 220), (362, 254)], 3), [128, 94, 58]),
        (rectangle((96, 180), (168, 236)), PAPER),
        (rectangle((104, 190), (150, 196)), GREY),
        (rectangle((104, 204), (158, 210)), GREY),
        (rectangle((104, 218), (132, 228)), DARK),
    ]
}

fn wrong_cups() -> Vec<(Shape, Ink)> {
    let places = [(104, 116), (240, 108), (376, 116), (104, 246), (240, 250), (376, 246)];
    let blue = [1, 5];
    places
        .into_iter()
        .enumerate()
        .flat_map(|(idx, (x, y))| {
            let (side, rim, tea): (Ink, Ink, Ink) = if blue.contains(&idx) {
                (BLUE, [112, 142, 190], [40, 62, 104])
            } else {
                (PAPER, PALE, GREY)
            };
            [
                (Oval((x, y + 56), (56, 12)), SHADE),
                (Face(vec![(x - 48, y - 26), (x + 48, y - 26), (x + 32, y + 54), (x - 32, y + 54)]), side),
                (Oval((x, y + 52), (32, 8)), side),
                (Oval((x, y - 26), (48, 15)), rim),
                (Oval((x, y - 24), (40, 11)), tea),
            ]
        })
        .collect()
}

fn receipt() -> Vec<(Shape, Ink)> {
    let mut shapes = vec![
        (Face(vec![(156, 34), (348, 46), (332, 344), (140, 330)]), [118, 124, 134]),
        (Face(vec![(148, 26), (340, 38), (324, 334), (132, 320)]), PAPER),
        (Face(vec![(196, 48), (290, 54), (289, 68), (195, 62)]), DARK),
    ];
    for line in 0..7 {
        let (x, y) = (162 - line, 92 + line * 24);
        shapes.push((Line(vec![(x, y), (x + 76 + (line * 17) % 30, y + 4)], 5), GREY));
        shapes.push((Line(vec![(x + 128, y + 8), (x + 156, y + 10)], 5), DARK));
    }
    shapes.push((Line(vec![(152, 262), (308, 272)], 2), DARK));
    shapes.push((Line(vec![(152, 282), (206, 286)], 9), DARK));
    shapes.push((Line(vec![(262, 290), (306, 293)], 9), DARK));
    // Somebody drew a ring around the sum.
    let ring: Vec<Point> =
        vec![(250, 290), (262, 274), (290, 272), (318, 282), (318, 302), (294, 312), (262, 308), (250, 290)];
    shapes.push((Line(ring, 4), RED));
    shapes
}

fn rotten_fruit() -> Vec<(Shape, Ink)> {
    let mut shapes = vec![
        (Oval((240, 320), (196, 24)), SHADE),
        (Face(vec![(56, 110), (424, 110), (392, 322), (88, 322)]), [214, 226, 228]),
        (Face(vec![(72, 122), (408, 122), (380, 310), (100, 310)]), [236, 242, 242]),
    ];
    for (idx, (x, y)) in (0_i32..).zip([
        (122, 160),
        (190, 150),
        (258, 158),
        (326, 150),
        (374, 178),
        (140, 216),
        (208, 208),
        (276, 214),
        (344, 222),
        (168, 272),
        (236, 268),
        (304, 272),
    ]) {
        let is_rotten = idx % 5 == 1 || idx > 8;
        let (skin, side): (Ink, Ink) = if is_rotten { ([122, 60, 54], MOULD) } else { (RED, [224, 84, 84]) };
        shapes.push((Oval((x, y), (36, 32)), skin));
        shapes.push((Face(vec![(x - 34, y + 4), (x + 34, y + 4), (x, y + 46)]), skin));
        shapes.push((Oval((x - 12, y - 4), (11, 9)), side));
        if is_rotten {
            shapes.push((Oval((x + 10, y + 10), (15, 12)), [186, 184, 174]));
            shapes.push((Oval((x + 8, y + 8), (7, 5)), [214, 214, 206]));
        } else {
            shapes.push((Face(vec![(x - 20, y - 30), (x, y - 20), (x + 20, y - 30), (x, y - 38)]), LEAF));
        }
    }
    shapes
}

fn broken_vase() -> Vec<(Shape, Ink)> {
    let dark: Ink = [104, 142, 124];
    vec![
        (Oval((196, 310), (140, 24)), [120, 116, 110]),
        // What still stands, its upper edge jagged.
        (
            Face(vec![
                (104, 226),
                (132, 196),
                (150, 214),
                (176, 178),
                (200, 212),
                (232, 186),
                (252, 222),
                (286, 208),
                (292, 246),
                (268, 304),
                (128, 304),
            ]),
            CELADON,
        ),
        (Face(vec![(232, 186), (252, 222), (286, 208), (292, 246), (268, 304), (232, 304)]), dark),
        (Oval((198, 302), (70, 14)), CELADON),
        (Line(vec![(176, 178), (184, 228), (168, 268)], 3), DARK),
        // The neck lies beside it.
        (Face(vec![(318, 238), (398, 206), (424, 252), (344, 286)]), CELADON),
        (Oval((410, 230), (22, 30)), dark),
        (Oval((410, 230), (13, 20)), DARK),
        (Face(vec![(44, 292), (92, 276), (84, 318)]), CELADON),
        (Face(vec![(316, 306), (352, 298), (342, 330)]), dark),
        (Face(vec![(380, 318), (420, 300), (430, 326)]), CELADON),
        (Face(vec![(196, 332), (226, 324), (222, 346)]), CELADON),
        (Face(vec![(60, 236), (86, 228), (82, 250)]), dark),
    ]
}

fn dead_phone() -> Vec<(Shape, Ink)> {
    vec![
        (Face(vec![(146, 36), (320, 22), (346, 322), (172, 338)]), [112, 118, 128]),
        (Face(vec![(138, 28), (312, 14), (338, 314), (164, 330)]), [34, 36, 40]),
        (Face(vec![(148, 40), (304, 27), (327, 302), (172, 316)]), [16, 18, 20]),
        (Face(vec![(148, 40), (228, 33), (172, 200)]), [30, 34, 38]),
        (Line(vec![(204, 31), (246, 28)], 6), [60, 62, 66]),
        (Line(vec![(306, 92), (262, 128), (272, 166), (220, 214), (228, 262)], 2), [176, 184, 190]),
        (Line(vec![(262, 128), (206, 122), (172, 146)], 2), [148, 156, 162]),
        (Line(vec![(272, 166), (316, 188)], 2), [148, 156, 162]),
        (Line(vec![(220, 214), (176, 222)], 2), [124, 132, 138]),
        (Line(vec![(400, 60), (380, 150), (410, 240), (360, 330)], 7), PAPER),
    ]
}

fn label() -> Vec<(Shape, Ink)> {
    let mut shapes = Vec::new();
    // Knitted rows.
    for row in 0..12 {
        let y = 14 + row * 30;
        let points = (0..13).map(|step| (step * 40, y + (step % 2) * 12)).collect();
        shapes.push((Line(points, 4), [144, 108, 74]));
    }
    shapes.push((Face(vec![(134, 62), (350, 74), (342, 300), (126, 288)]), [112, 80, 52]));
    shapes.push((Face(vec![(128, 54), (344, 66), (336, 292), (120, 280)]), PAPER));
    shapes.push((Line(vec![(160, 88), (296, 96)], 11), DARK));
    for (row, (own, ink)) in (0_i32..).zip([(60, RED), (128, GREY), (92, GREY), (140, GREY)]) {
        let y = 128 + row * 30;
        shapes.push((Line(vec![(152, y), (190, y + 2)], 9), DARK));
        shapes.push((Line(vec![(206, y + 3), (206 + own / 2, y + 5)], 9), ink));
    }
    shapes.push((Line(vec![(150, 252), (300, 260)], 4), GREY));
    shapes.push((Oval((196, 128), (66, 20)), PAPER));
    shapes.push((Line(vec![(146, 128), (240, 132)], 10), RED));
    shapes
}

fn tracking() -> Vec<(Shape, Ink)> {
    let mut shapes = vec![
        (rectangle((134, 22), (352, 350)), SHADE),
        (rectangle((126, 14), (344, 346)), [40, 42, 46]),
        (rectangle((136, 28), (334, 332)), PAPER),
        (rectangle((136, 28), (334, 66)), [46, 112, 108]),
        (Line(vec![(156, 47), (248, 47)], 8), PAPER),
        (rectangle((150, 80), (320, 128)), [228, 238, 236]),
        (Line(vec![(162, 96), (270, 96)], 6), DARK),
        (Line(vec![(162, 112), (230, 112)], 5), GREY),
        (Line(vec![(168, 152), (168, 308)], 3), PALE),
    ];
    for row in 0..4 {
        let y = 156 + row * 46;
        let (dot, text): (Ink, Ink) = if row == 0 { ([214, 132, 40], DARK) } else { (GREY, GREY) };
        shapes.push((Oval((168, y), (8, 8)), dot));
        shapes.push((Line(vec![(190, y - 6), (284 - row * 9, y - 6)], 6), text));
        shapes.push((Line(vec![(190, y + 8), (250 + row * 5, y + 8)], 4), PALE));
    }
    shapes
}

fn chair() -> Vec<(Shape, Ink)> {
    let (oak, dark): (Ink, Ink) = ([196, 150, 98], [152, 110, 66]);
    vec![
        (Oval((226, 318), (160, 24)), [118, 114, 108]),
        (Line(vec![(132, 36), (140, 318)], 15), dark),
        (Line(vec![(286, 30), (290, 206)], 15), dark),
        (Line(vec![(134, 56), (286, 50)], 21), oak),
        (Line(vec![(136, 104), (287, 98)], 15), oak),
        (Face(vec![(118, 198), (292, 188), (342, 224), (150, 240)]), oak),
        (Face(vec![(150, 240), (342, 224), (342, 238), (150, 254)]), dark),
        (Line(vec![(160, 250), (162, 330)], 15), oak),
        (Line(vec![(328, 236), (330, 262)], 15), oak),
        // A leg has come off and lies on the floor.
        (Line(vec![(336, 330), (440, 286)], 15), oak),
        (Oval((440, 286), (8, 10)), [232, 206, 160]),
        (Face(vec![(320, 258), (340, 258), (334, 272), (330, 262), (324, 270)]), [232, 206, 160]),
    ]
}
