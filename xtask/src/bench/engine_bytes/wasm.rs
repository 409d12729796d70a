//! The functions of a wasm file with their names: as much of the binary format as that takes.

/// One function.
pub(super) struct Function<'a> {
    /// Its name, as the linker wrote it; empty where it has none.
    pub(super) name: String,
    /// Its code.
    pub(super) body: &'a [u8],
}

/// Sections by their numbers in the format.
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;
/// The part of the custom section `name` that names functions.
const FUNCTION_NAMES: u8 = 1;

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// An unsigned number of seven bits to the byte.
    fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0_usize, 0_u32);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
    }

    fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let n = self.number()?;
        self.bytes(n)
    }
}

/// The functions of a module, in their order.
pub(super) fn functions(module: &[u8]) -> Option<Vec<Function<'_>>> {
    let mut reader = Reader(module.strip_prefix(b"\0asm\x01\0\0\0")?);
    let (mut n_imported, mut names, mut bodies) = (0, Vec::new(), Vec::new());
    while !reader.0.is_empty() {
        let kind = reader.byte()?;
        let n = reader.number()?;
        let mut section = Reader(reader.bytes(n)?);
        match kind {
            IMPORT => n_imported = imported(&mut section)?,
            CODE => {
                for _ in 0..section.number()? {
                    bodies.push(section.text()?);
                }
            }
            CUSTOM if section.text()? == b"name" => names = function_names(&mut section)?,
            _ => {}
        }
    }
    let mut functions: Vec<Function<'_>> =
        bodies.into_iter().map(|body| Function { name: String::new(), body }).collect();
    for (idx, name) in names {
        if let Some(function) = idx.checked_sub(n_imported).and_then(|idx| functions.get_mut(idx)) {
            function.name = name;
        }
    }
    Some(functions)
}

/// How many functions come from outside: they are numbered before the module's own.
fn imported(section: &mut Reader<'_>) -> Option<usize> {
    let mut n_functions = 0;
    for _ in 0..section.number()? {
        section.text()?;
        section.text()?;
        match section.byte()? {
            0 => {
                section.number()?;
                n_functions += 1;
            }
            // A table: the type of its elements, then its limits as a memory has them.
            1 => {
                section.byte()?;
                limits(section)?;
            }
            2 => limits(section)?,
            // A global: its type, and whether it changes.
            3 => {
                section.bytes(2)?;
            }
            _ => return None,
        }
    }
    Some(n_functions)
}

fn limits(section: &mut Reader<'_>) -> Option<()> {
    let has_most = section.byte()? & 1 == 1;
    section.number()?;
    if has_most {
        section.number()?;
    }
    Some(())
}

fn function_names(section: &mut Reader<'_>) -> Option<Vec<(usize, String)>> {
    let mut names = Vec::new();
    while !section.0.is_empty() {
        let kind = section.byte()?;
        let mut part = Reader(section.text()?);
        if kind == FUNCTION_NAMES {
            for _ in 0..part.number()? {
                let idx = part.number()?;
                names.push((idx, String::from_utf8_lossy(part.text()?).into_owned()));
            }
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_read_with_their_names_behind_those_from_outside() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        // One function from outside, `a.b` of type 0; two own bodies; and the name of the second of them.
        module.extend([2, 7, 1, 1, b'a', 1, b'b', 0, 0]);
        module.extend([10, 6, 2, 1, 7, 2, 8, 9]);
        module.extend([0, 11, 4, b'n', b'a', b'm', b'e', 1, 4, 1, 2, 1, b'f']);
        let read = functions(&module);
        let read: Vec<(String, &[u8])> =
            read.unwrap().into_iter().map(|function| (function.name, function.body)).collect();
        assert_eq!(read, [(String::new(), &[7][..]), ("f".to_owned(), &[8, 9][..])]);
    }

    #[test]
    fn what_is_cut_off_is_not_readable() {
        assert!(functions(b"\0asm\x01\0\0\0\x0a\x7f").is_none());
        assert!(functions(b"#!/bin/sh").is_none());
    }
}
