//! The configuration file: the same settings as the flags, in TOML.
//!
//! What can't be read is named by file, line and key, so that it can be found without knowing TOML.

use super::Settings;
use std::path::{Path, PathBuf};

/// A configuration file that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// It can't be opened.
    #[error("can't read the configuration `{}`: {source}", .path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// It does not say what it should.
    #[error("configuration `{}`, line {line}, {}: {message}", .path.display(), place(.key.as_deref()))]
    Wrong {
        /// Which file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The key on that line, where there is one.
        key: Option<String>,
        /// What was expected and what came.
        message: String,
    },
}

fn place(key: Option<&str>) -> String {
    key.map_or_else(|| "no key".to_owned(), |key| format!("key `{key}`"))
}

/// Reads the settings in the file `path`.
pub fn read(path: &Path) -> Result<Settings, FileFault> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| FileFault::Unreadable { path: path.to_path_buf(), source })?;
    parse(path, &text)
}

fn parse(path: &Path, text: &str) -> Result<Settings, FileFault> {
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let on_line = text.lines().nth(line - 1).unwrap_or_default();
        FileFault::Wrong {
            path: path.to_path_buf(),
            line,
            key: on_line.split_once('=').map(|(key, _)| key.trim().to_owned()).filter(|key| !key.is_empty()),
            // On one line, whatever the parser thinks of it.
            message: error.message().lines().collect::<Vec<_>>().join(", "),
        }
    })
}

macro_rules! prefer {
    ($over:ident, $under:ident, $($field:ident),+ $(,)?) => {
        Settings { $( $field: $over.$field.or($under.$field), )+ }
    };
}

impl Settings {
    /// These settings, and those of `under` where these are silent.
    pub fn or(self, under: Self) -> Self {
        let over = self;
        prefer!(
            over,
            under,
            data_dir,
            database,
            vault,
            evidence,
            listen,
            web_dir,
            policies_dir,
            packs,
            public_url,
            shop_name,
            shop_url,
            currency,
            zone,
            locales,
            log_format,
            log,
            trust_proxy,
            session_hours,
            grant_days,
            link_days,
            lookups_per_minute,
            lookups_per_number,
            wrong_contacts_per_day,
            sign_ins_per_minute,
            filings_per_hour,
            uploads_per_hour,
            steps_per_hour,
            metrics_token,
            max_upload_bytes,
            opening_hours,
            automatic_offers,
            check_seconds,
            time_limits,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        parse(Path::new("redress.toml"), text).unwrap_err().to_string()
    }

    #[test]
    fn unknown_key_is_named_with_its_line() {
        let message = refusal("shop-name = \"Sanhe\"\n\nshop-colour = \"red\"\n");
        assert!(
            message.starts_with("configuration `redress.toml`, line 3, key `shop-colour`: unknown field"),
            "{message}"
        );
    }

    #[test]
    fn wrong_type_is_named_with_its_line_and_key() {
        let message = refusal("shop-name = \"Sanhe\"\nsession-hours = \"twelve\"\n");
        assert!(
            message.starts_with("configuration `redress.toml`, line 2, key `session-hours`: invalid type"),
            "{message}"
        );
    }

    #[test]
    fn broken_syntax_is_named_with_its_line() {
        let message = refusal("shop-name = \"Sanhe\"\nlisten = 127.0.0.1:80\n");
        assert!(message.contains("line 2, key `listen`"), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }

    #[test]
    fn flag_goes_before_file_and_file_before_default() {
        let file = parse(Path::new("redress.toml"), "shop-name = \"Sanhe\"\nsession-hours = 3\n").unwrap();
        let flags = Settings { session_hours: Some(5), ..Settings::default() };
        let config = flags.or(file).resolve().unwrap();
        assert_eq!((config.shop.name.as_str(), config.session_hours, config.grant_days), ("Sanhe", 5, 30));
    }

    #[test]
    fn a_zone_nobody_knows_is_refused_with_the_one_that_was_meant() {
        let settings = parse(Path::new("redress.toml"), "zone = \"Europe/Londn\"\n").unwrap();
        assert_eq!(
            settings.resolve().unwrap_err().to_string(),
            "setting `zone`: expected the name of a zone such as `Europe/London`, got `Europe/Londn`; \
             did you mean `Europe/London`?"
        );
    }
}
