//! The policy engine as a page runs it: handed packs and cases as text, asked to decide.
//!
//! `cargo xtask bench chromium` builds it as the pages are built, loads it into Chromium and holds the stopwatch.

use domain::policy::authoring::{CaseFile, Mistake, SourcePack, parse_case, parse_pack};
use domain::testing::zones;
use domain::policy::{Packs, decide};
use std::hint::black_box;
use wasm_bindgen::prelude::*;

/// Packs in force and questions put to them.
#[wasm_bindgen]
pub struct Desk {
    packs: Packs,
    questions: Vec<CaseFile>,
}

#[wasm_bindgen]
impl Desk {
    /// Reads packs and cases.
    #[wasm_bindgen(constructor)]
    pub fn new(packs: Vec<String>, cases: Vec<String>) -> Result<Desk, JsError> {
        let sources =
            packs.iter().map(|text| parse_pack("pack.toml", text)).collect::<Result<Vec<SourcePack>, _>>();
        let questions =
            cases.iter().map(|text| parse_case("case.toml", text, &zones())).collect::<Result<Vec<CaseFile>, _>>();
        let (public, desks) = sources
            .map_err(told)?
            .into_iter()
            .map(|source| (source.pack, source.desk))
            .unzip::<_, _, Vec<_>, Vec<_>>();
        Ok(Self {
            packs: Packs::new(public, desks.into_iter().flatten().collect()),
            questions: questions.map_err(told)?,
        })
    }

    /// How many questions there are.
    pub fn n_questions(&self) -> usize {
        self.questions.len()
    }

    /// Decides one question so many times, options and all; how many options that made.
    pub fn decide(&self, question: usize, times: usize) -> usize {
        let Some(question) = self.questions.get(question) else { return 0 };
        let once = || black_box(decide(&self.packs, &black_box(question).facts())).options.len();
        (0..times).map(|_| once()).sum()
    }
}

fn told(mistakes: Vec<Mistake>) -> JsError {
    JsError::new(&mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}
