//! Takes out of a text what nobody can see but what can break or spoof a page.
//!
//! Control characters end strings early or move cursors; direction overrides make `gnp.exe` read `exe.png`;
//! invisible fillers make two names look alike and hide words from search. Everything visible stays, and so
//! do the joiners that emoji, Persian and Indic scripts are spelled with. Cleaning twice changes nothing.

use super::problem::ProblemCode;

/// Text of several lines: every kind of line end becomes `\n`, tabs stay.
#[expect(clippy::unnecessary_wraps, reason = "all cleaners share one signature, so that a text can name any")]
pub(super) fn paragraphs(text: &str) -> Result<String, ProblemCode> {
    Ok(visible(text).trim().to_owned())
}

/// One paragraph: every run of white space becomes one space.
#[expect(clippy::unnecessary_wraps, reason = "all cleaners share one signature, so that a text can name any")]
pub(super) fn sentence(text: &str) -> Result<String, ProblemCode> {
    Ok(spaced(&visible(text)))
}

/// One line. What a single-line field can't hold is refused rather than guessed at, except around it: pasting
/// often brings a line end along.
pub(super) fn line(text: &str) -> Result<String, ProblemCode> {
    let text = text.trim();
    if text.chars().any(|c| c.is_control() || is_line_end(c)) {
        return Err(ProblemCode::ControlCharacters);
    }
    Ok(spaced(&visible(text)))
}

/// One line of a number or code, with the full-width forms of Chinese keyboards made plain (`Ａ１` is `A1`).
pub(super) fn code(text: &str) -> Result<String, ProblemCode> {
    line(text).map(|text| text.chars().map(narrow).collect::<String>().trim().to_owned())
}

/// Whether there is nothing to see: only white space and characters drawn as blanks.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{200e}' | '\u{200f}' | '\u{61c}'
            )
            || matches!(c, '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{fe00}'..='\u{fe0f}')
    })
}

/// The plain form of a full-width letter, digit, sign or space.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// Characters of a script that is written without spaces and without joiners.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Format characters that draw nothing, change the reading direction of what follows, or annotate.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}')
}

/// Tag letters spell the flags of regions after a black flag, and hidden messages anywhere else.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// Whether a joiner may stand beside it: a sign of an emoji or of a script that joins.
fn joins(c: char) -> bool {
    let is_plain = c.is_ascii() || c.is_whitespace() || c.is_control() || is_cjk(c);
    !(is_joiner(c) || is_plain || is_hidden(c) || is_tag(c))
}

/// How many marks may stand on one letter: Hebrew, Thai and Vietnamese need three or four, Tibetan some more.
const MAX_MARKS: usize = 8;

/// Marks drawn onto the letter before them, of the scripts that stack them, and the selectors of how it is drawn.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{6d6}'..='\u{6ed}' | '\u{e31}' | '\u{e34}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}' | '\u{f71}'..='\u{f84}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{3099}'..='\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// The text without towers of marks, which cover the lines around them. What draws nothing between them counts for
/// nothing.
fn without_towers(text: &str) -> impl Iterator<Item = char> {
    let mut n_marks = 0;
    text.chars().filter(move |c| {
        let c = *c;
        if is_mark(c) {
            n_marks += 1;
        } else if c.is_whitespace() || !(c.is_control() || is_hidden(c) || is_tag(c) || is_joiner(c)) {
            n_marks = 0;
        }
        n_marks <= MAX_MARKS || !is_mark(c)
    })
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn visible(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut previous = None;
    let mut chars = without_towers(text).peekable();
    while let Some(c) = chars.next() {
        let kept = match c {
            // The second half of a Windows line end was already written with the first.
            '\r' if chars.peek() == Some(&'\n') => None,
            c if is_line_end(c) => Some('\n'),
            '\t' => Some('\t'),
            c if is_joiner(c) => {
                let is_between = previous.is_some_and(joins) && chars.peek().is_some_and(|next| joins(*next));
                is_between.then_some(c)
            }
            c if is_tag(c) => previous.is_some_and(|p| p == '\u{1f3f4}' || is_tag(p)).then_some(c),
            c if c.is_control() || is_hidden(c) => None,
            c => Some(c),
        };
        if let Some(kept) = kept {
            clean.push(kept);
            previous = Some(kept);
        }
    }
    clean
}

pub(super) fn spaced(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
