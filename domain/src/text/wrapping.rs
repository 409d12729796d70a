//! What stands around a number when people type or paste it, and is no part of it.
//!
//! They bring along what they copied: the label in front ("Order no.: #3001", 订单号：), quotes, the full stop of
//! the sentence, dashes of another kind, full width from a Chinese keyboard, signs nobody can see. All of it is
//! taken off here, in one place, so that a number reads the same at import, at look-up and in every form.
//! Taking off twice changes nothing, and nothing is taken off that would leave no number.

use super::clean;
use super::problem::ProblemCode;

/// Labels of one kind of field, in lower case.
pub(super) struct Labels {
    /// Those that a space is enough to end; a label that ends in Chinese needs not even that.
    pub(super) words: &'static [&'static str],
    /// Short ones that may as well begin a number: they need a stop, a colon or `#` behind them, or another
    /// label in front.
    pub(super) short: &'static [&'static str],
}

/// One line in ordinary width with plain dashes, without labels, quotes and stops around it.
pub(super) fn bare(text: &str, labels: &Labels) -> Result<String, ProblemCode> {
    let seen = seen(text)?;
    let mut rest = seen.trim();
    let mut had_label = false;
    loop {
        let before = rest.len();
        rest = unquoted(rest);
        rest = rest.trim_start_matches([':', ',', ';']).trim();
        rest = rest.trim_end_matches(is_stop).trim();
        if let Some(shorter) = unlabelled(rest, labels, had_label) {
            (rest, had_label) = (shorter, true);
        }
        if rest.len() == before {
            return Ok(rest.to_owned());
        }
    }
}

/// One line in ordinary width with plain dashes and without what nobody sees.
pub(super) fn seen(text: &str) -> Result<String, ProblemCode> {
    // Separators of old data formats end up in exports and draw nothing; what breaks a line is refused below.
    let is_separator = |c: &char| matches!(c, '\u{1}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}');
    let text: String = text.chars().filter(|c| !is_separator(c)).collect();
    let text: String = clean::code(&text)?.chars().filter(|c| !is_unseen(*c)).map(dash).collect();
    // Blanks that stood around something unseen have met.
    Ok(clean::spaced(&text))
}

/// Every kind of dash as `-`, the minus sign and the long vowel of Japanese keyboards among them.
fn dash(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{30fc}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff70}' => '-',
        other => other,
    }
}

/// Signs that take no room or look like a blank and belong to no number.
fn is_unseen(c: char) -> bool {
    let is_space = c.is_whitespace();
    !is_space && (matches!(c, '\u{200b}'..='\u{200f}') || clean::is_blank(c.encode_utf8(&mut [0; 4])))
}

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\u{3001}' | '\u{3002}' | '\u{ff61}' | '\u{ff64}')
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '\u{b4}' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}'
        | '\u{2032}' | '\u{2033}' | '\u{2039}' | '\u{203a}' | '\u{300c}'..='\u{300f}' | '\u{301d}'..='\u{301f}')
}

/// Without quotes at either end, without a pair of brackets around the whole, and without the `=` with which a
/// spreadsheet keeps a number as text.
fn unquoted(text: &str) -> &str {
    const BRACKETS: &[(char, char)] = &[
        ('(', ')'),
        ('[', ']'),
        ('<', '>'),
        ('{', '}'),
        ('\u{3010}', '\u{3011}'),
        ('\u{300a}', '\u{300b}'),
        ('\u{3008}', '\u{3009}'),
        ('\u{3014}', '\u{3015}'),
    ];
    let text = match text.strip_prefix('=') {
        Some(rest) if rest.starts_with(is_quote) => rest,
        _ => text,
    };
    let text = text.trim_matches(is_quote).trim();
    let inner = BRACKETS.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains(*open)).then_some(inner)
    });
    inner.unwrap_or(text).trim()
}

/// Without a label in front, where something with a digit or an `@` is left behind it.
fn unlabelled<'t>(text: &'t str, labels: &Labels, had_label: bool) -> Option<&'t str> {
    // In front of an address a dot may be part of it: `mail.me@example.com`.
    let is_address = text.contains('@');
    let is_mark = |c: char| c == ':' || (!is_address && matches!(c, '.' | '#' | '=' | '\u{2116}'));
    let behind = |label: &str| {
        let rest = strip_prefix_of_any_case(text, label)?;
        let is_closed = label.chars().next_back().is_some_and(|c| !c.is_ascii_alphanumeric());
        (is_closed || rest.starts_with(|c: char| c.is_whitespace() || is_mark(c))).then_some(rest)
    };
    let word = labels.words.iter().filter_map(|label| behind(label)).min_by_key(|rest| rest.len());
    let short = || {
        let found = labels.short.iter().filter_map(|label| behind(label)).min_by_key(|rest| rest.len());
        found.filter(|rest| had_label || rest.starts_with(is_mark))
    };
    let rest = word.or_else(short)?.trim_start();
    let rest = rest.trim_start_matches(|c| c == ':' || (!is_address && matches!(c, '.' | '=' | ',' | ' ')));
    let rest = rest.trim_start();
    let has_matter = rest.contains(|c: char| c.is_ascii_digit() || c == '@') && !rest.starts_with('@');
    has_matter.then_some(rest)
}

fn strip_prefix_of_any_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let mut chars = text.chars();
    for wanted in prefix.chars() {
        let found = chars.next()?;
        if !found.to_lowercase().eq(core::iter::once(wanted)) {
            return None;
        }
    }
    Some(chars.as_str())
}
