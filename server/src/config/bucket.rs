//! Where evidence files lie, where that is not the data folder.

use super::UnusableSetting;

/// A bucket, and what all names in it begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// The folder in it; empty where that is the whole bucket.
    pub prefix: String,
}

impl std::fmt::Display for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "s3://{}", self.name)?;
        if self.prefix.is_empty() { Ok(()) } else { write!(f, "/{}", self.prefix) }
    }
}

/// Reads a bucket's address.
pub(super) fn read(url: &str) -> Result<Bucket, UnusableSetting> {
    let bucket = url.strip_prefix("s3://").and_then(|place| {
        let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
        let is_sound = name.len() >= 3 && name.chars().all(is_name) && !url.contains(['?', '#', '@']);
        let prefix = prefix.trim_end_matches('/');
        let is_path = prefix.is_empty() || prefix.split('/').all(|part| !matches!(part, "" | "." | ".."));
        (is_sound && is_path).then(|| Bucket { name: name.to_owned(), prefix: prefix.to_owned() })
    });
    bucket.ok_or(UnusableSetting {
        key: "evidence",
        expected: "an address such as `s3://desk-evidence` or `s3://backups/desk`, without keys",
        // Somebody may have written their keys into it.
        got: "something else".to_owned(),
        meant: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_read_with_its_folder_and_told_as_it_was_given() {
        for (url, name, prefix) in [
            ("s3://desk-evidence", "desk-evidence", ""),
            ("s3://desk-evidence/", "desk-evidence", ""),
            ("s3://shop/desk/evidence", "shop", "desk/evidence"),
        ] {
            let bucket = read(url).unwrap();
            assert_eq!((bucket.name.as_str(), bucket.prefix.as_str()), (name, prefix));
            assert_eq!(bucket.to_string(), url.trim_end_matches('/'));
        }
    }

    #[test]
    fn what_is_no_bucket_is_refused_and_no_key_is_told() {
        for url in [
            "/var/evidence",
            "s3://",
            "s3://a",
            "s3://key:secret@bucket",
            "gs://desk",
            "s3://desk/../x",
            "s3://desk//x",
        ] {
            let told = read(url).unwrap_err().to_string();
            assert!(told.contains("s3://desk-evidence") && !told.contains("secret"), "{told}");
        }
    }
}
