//! One line of the result, in the form `cargo xtask bench` reads.

use serde_json::json;

/// What was measured, and against what.
pub struct Figure {
    what: String,
    value: String,
    budget: Option<(String, bool)>,
}

impl Figure {
    /// A figure that is only told.
    pub fn of(what: impl Into<String>, value: impl Into<String>) -> Self {
        Self { what: what.into(), value: value.into(), budget: None }
    }

    /// The same with what it should be, and whether it is.
    pub fn with_aim(self, budget: Option<(String, bool)>) -> Self {
        Self { budget, ..self }
    }

    /// Writes it on standard output.
    pub fn print(self) {
        let (budget, is_kept) = self.budget.unzip();
        println!(
            "{}",
            json!({ "what": self.what, "value": self.value, "budget": budget, "is_kept": is_kept })
        );
    }
}
