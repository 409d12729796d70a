//! Pack and case files that are none, given to the program itself.

use crate::program::{complaint, run};
use tempfile::TempDir;

/// Chinese in an encoding of the last century.
const NOT_UTF8: &[u8] = b"id = \"\xb9\xe6\xd4\xf2\"\n";

#[test]
fn case_file_that_is_not_utf_8_is_refused_in_one_line() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("case.toml");
    std::fs::write(&path, NOT_UTF8).unwrap();
    let output = run(&["policy", "explain", "--case", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("case.toml") && told.contains("UTF-8"), "{told}");
}

#[test]
fn pack_that_is_not_utf_8_is_refused_in_one_line() {
    let dir = TempDir::new().unwrap();
    let pack = dir.path().join("own");
    std::fs::create_dir(&pack).unwrap();
    std::fs::write(pack.join("pack.toml"), NOT_UTF8).unwrap();
    let output = run(&["policy", "check", "--policies-dir", dir.path().to_str().unwrap()]);
    let told = complaint(&output);
    assert!(told.contains("pack.toml") && told.contains("UTF-8"), "{told}");
}
