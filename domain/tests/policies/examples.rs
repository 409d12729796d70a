//! The example packs: sound, every rule tried both ways, and every case as it expects.

use domain::policy::authoring::check::NamedCase;
use domain::policy::authoring::{SourcePack, check, parse_case, parse_pack};
use domain::testing::zones;
use std::path::Path;

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn example(id: &str) -> (SourcePack, Vec<NamedCase>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples").join(id);
    let pack = parse_pack(id, &read(&folder.join("pack.toml"))).unwrap_or_else(|found| panic!("{found:?}"));
    let files = std::fs::read_dir(folder.join("cases")).unwrap().map(|file| file.unwrap().path());
    let case = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let case = parse_case(&name, &read(&path), &zones()).unwrap_or_else(|found| panic!("{found:?}"));
        (name, case)
    };
    (pack, files.map(case).collect())
}

#[test]
fn both_example_shops_are_sound_and_come_out_as_they_expect() {
    for id in ["electronics", "furniture"] {
        let (pack, cases) = example(id);
        assert!(cases.len() > 8, "{id} has {} cases", cases.len());
        let found = check(&[pack], &cases, "2026-11-28".parse().unwrap());
        let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(shown.is_empty(), "{}", shown.join("\n"));
    }
}
