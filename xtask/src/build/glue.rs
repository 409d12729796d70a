//! The border between the wasm file and the script wasm-bindgen wrote for it, in fewer bytes.
//!
//! Each function the wasm imports is named after what it does and sixteen digits of a hash. The hash is nothing that
//! compresses, and it stands in both files; here it becomes a number, nearly always zero, of the same length, so that
//! no other byte of the wasm moves. The script also loses its comments and indentation.

use std::collections::BTreeMap;

/// What the names of imported functions begin with, and how many digits end them.
const PREFIX: &str = "__wbg_";
const N_DIGITS: usize = 16;

/// Shortens what differs between script and wasm only by a hash, in both.
pub(super) fn plain_names(script: &str, wasm: &mut [u8]) -> String {
    let names = names_in(script);
    let mut plain = String::with_capacity(script.len());
    let mut rest = script;
    while let Some((before, from)) = rest.find(PREFIX).map(|at| rest.split_at(at)) {
        let (name, after) = from.split_at(name_length(from.as_bytes()));
        plain.push_str(before);
        plain.push_str(names.get(name).map_or(name, String::as_str));
        rest = after;
    }
    plain.push_str(rest);

    let mut at = 0;
    while let Some(from) = wasm.get_mut(at..).filter(|from| !from.is_empty()) {
        let length = if from.starts_with(PREFIX.as_bytes()) { name_length(from) } else { 0 };
        let name = from.get_mut(..length).unwrap_or_default();
        let new = std::str::from_utf8(name).ok().and_then(|name| names.get(name));
        if let Some(new) = new.filter(|new| new.len() == length) {
            name.copy_from_slice(new.as_bytes());
        }
        at += length.max(1);
    }
    plain
}

/// A name without its hash for each name in the script: told apart by numbers where the rest is the same.
fn names_in(script: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (at, _) in script.match_indices(PREFIX) {
        let from = script.get(at..).unwrap_or_default();
        let name = from.get(..name_length(from.as_bytes())).unwrap_or_default();
        let hash = name.len().checked_sub(N_DIGITS).map(|start| name.split_at(start));
        if hash.is_some_and(|(_, hash)| hash.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            names.insert(name.to_owned(), String::new());
        }
    }
    let mut n_alike = BTreeMap::new();
    for (name, plain) in &mut names {
        let (stem, _) = name.split_at(name.len() - N_DIGITS);
        let number = n_alike.entry(stem.to_owned()).or_insert(0_u32);
        *plain = format!("{stem}{number:0N_DIGITS$}");
        *number += 1;
    }
    names
}

fn name_length(text: &[u8]) -> usize {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'$';
    text.iter().position(|byte| !is_part(byte)).unwrap_or(text.len())
}

/// The script without the lines that are comments and without indentation. It holds no text of several lines.
pub(super) fn bare(script: &str) -> String {
    let mut bare = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            bare.push_str(line);
            bare.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_keep_their_names_without_the_hash_in_both_files() {
        let script = "{__wbg_new_00112233445566aa: f, __wbg_new_ffeeddccbbaa9988: g, __wbg_init: h}";
        let mut wasm =
            b"\x1a__wbg_new_ffeeddccbbaa9988\0\x1a__wbg_new_00112233445566aa\0__wbg_other".to_vec();
        let plain = plain_names(script, &mut wasm);
        assert_eq!(plain, "{__wbg_new_0000000000000000: f, __wbg_new_0000000000000001: g, __wbg_init: h}");
        let expected = b"\x1a__wbg_new_0000000000000001\0\x1a__wbg_new_0000000000000000\0__wbg_other";
        assert_eq!(wasm, expected);
    }

    #[test]
    fn comments_and_indentation_go() {
        let script = "/* lint off */\nlet a = '/*';\n/**\n * Frees.\n */\n    free(a); // now\n\n// done\n";
        assert_eq!(bare(script), "let a = '/*';\nfree(a); // now\n");
    }
}
