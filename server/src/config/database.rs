//! Where the books lie, where that is not the data folder.

use super::UnusableSetting;

/// A database that holds the books. It is never printed: the addresses may hold passwords.
#[derive(Clone, PartialEq, Eq)]
pub struct Database {
    /// See [`super::Settings::database`].
    pub log: String,
    /// See [`super::Settings::vault`].
    pub vault: Option<String>,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database")
    }
}

/// The database of these settings.
pub(super) fn read(log: Option<String>, vault: Option<String>) -> Result<Option<Database>, UnusableSetting> {
    let unusable = |key, expected| UnusableSetting {
        key,
        expected,
        // It may hold a password.
        got: "something else".to_owned(),
        meant: None,
    };
    let is_one = |url: &String| url.starts_with("postgres://") || url.starts_with("postgresql://");
    match (log, vault) {
        (Some(log), _) if !is_one(&log) => {
            Err(unusable("database", "an address such as `postgres://desk@db.example/desk`"))
        }
        (_, Some(vault)) if !is_one(&vault) => {
            Err(unusable("vault", "an address such as `postgres://keys@db.example/keys`"))
        }
        (Some(log), Some(vault)) if log == vault => Err(unusable(
            "vault",
            "another database than `database`: backups of that one must not hold the keys",
        )),
        (None, Some(_)) => {
            Err(unusable("vault", "`database` beside it: books in a file have their keys beside them"))
        }
        (log, vault) => Ok(log.map(|log| Database { log, vault })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_database_is_refused_and_no_address_is_told() {
        let url = |url: &str| Some(url.to_owned());
        let told = |log, vault| read(log, vault).unwrap_err().to_string();
        assert!(told(url("mysql://me:secret@db/desk"), None).contains("postgres://desk@db.example/desk"));
        assert!(told(url("postgres://db/desk"), url("file:keys")).contains("`vault`"));
        assert!(told(url("postgres://db/desk"), url("postgres://db/desk")).contains("another database"));
        assert!(told(None, url("postgres://db/keys")).contains("`database` beside it"));
        assert!(!told(url("mysql://me:secret@db/desk"), None).contains("secret"));
        assert_eq!(read(None, None).unwrap(), None);
    }
}
