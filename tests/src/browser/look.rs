//! How a person sees the pages: on a phone or on a desk, in which language, by day or by night.

/// A screen, its reader and their wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// What messages and snapshots call it.
    pub name: &'static str,
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// Height of the page in CSS pixels.
    pub height: u32,
    /// Whether fingers are used.
    pub is_touched: bool,
    /// The language the browser asks for.
    pub language: &'static str,
    /// Whether the system is set to dark.
    pub is_dark: bool,
    /// How large the browser is set to write, in CSS pixels; 16 unless somebody needs more.
    pub text_size: u32,
}

impl Look {
    /// A phone held upright.
    pub const PHONE: Self = Self {
        name: "phone",
        width: 390,
        height: 844,
        is_touched: true,
        language: "zh-CN",
        is_dark: false,
        text_size: 16,
    };
    /// A window on a desk.
    pub const DESK: Self = Self { name: "desk", width: 1280, height: 800, is_touched: false, ..Self::PHONE };

    /// The same for a reader of another language.
    pub const fn speaking(self, language: &'static str) -> Self {
        Self { language, ..self }
    }

    /// The same for a reader who has set the browser to write twice as large.
    pub const fn twice_as_large(self) -> Self {
        Self { text_size: 32, ..self }
    }

    /// The same at night.
    pub const fn in_the_dark(self) -> Self {
        Self { is_dark: true, ..self }
    }
}
