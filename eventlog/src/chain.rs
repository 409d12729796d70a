//! The two chains of hashes: one over each stream, one over the feed.
//!
//! The first shows that an event was changed, taken out or put in; the second that a stream's end was cut off, for
//! nothing comes after it in its own stream. Hashes run over the event as it lies on the disk, so a log still proves
//! itself after keys are gone.

use crate::event::{Position, StoredEvent, StreamId, Version};
use crate::table::{Table, Value};
use sha2::{Digest, Sha256};

/// A hash: SHA-256.
pub type Hash = [u8; 32];

/// What the first event of a chain stands on.
pub const NOTHING: Hash = [0; 32];

/// Hashes fields one after the other, each with its length before it, so that text can't move from one field to the
/// next unnoticed.
struct Fields(Sha256);

impl Fields {
    /// Begins with what the hash is of, so that no hash of one thing passes for another's.
    fn of(what: &str) -> Self {
        let mut fields = Self(Sha256::new());
        fields.add(what.as_bytes());
        fields
    }

    fn add(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.0.update(bytes);
        self
    }

    fn end(&self) -> Hash {
        self.0.clone().finalize().into()
    }
}

/// The hash of an event on top of the one before it in its stream.
pub fn of_event(previous: &Hash, event: &StoredEvent) -> Hash {
    let mut fields = Fields::of("event");
    fields
        .add(previous)
        .add(event.stream.family.as_bytes())
        .add(event.stream.id.as_bytes())
        .add(&event.version.to_be_bytes())
        .add(event.at.as_bytes())
        .add(event.actor.as_bytes())
        .add(event.command.as_bytes())
        .add(event.kind.as_bytes())
        .add(event.body.as_bytes());
    if let Some(sealed) = &event.personal {
        fields.add(&sealed.slot.to_be_bytes()).add(&sealed.bytes);
    }
    fields.end()
}

/// The hash of a place in the feed on top of the place before.
pub fn of_place(
    previous: &Hash,
    position: Position,
    stream: &StreamId,
    version: Version,
    event: &Hash,
) -> Hash {
    let mut fields = Fields::of("place");
    fields
        .add(previous)
        .add(&position.to_be_bytes())
        .add(stream.family.as_bytes())
        .add(stream.id.as_bytes())
        .add(&version.to_be_bytes())
        .add(event);
    fields.end()
}

/// The sum of a table's row, alone.
pub fn of_values(table: &Table, values: &[Value]) -> Hash {
    let mut fields = Fields::of("values");
    fields.add(table.name.as_bytes()).add(&table.form.to_be_bytes());
    for value in values {
        match value {
            Value::Nothing => fields.add(b"nothing"),
            Value::Text(text) => fields.add(b"text").add(text.as_bytes()),
            Value::Number(number) => fields.add(b"number").add(&number.to_be_bytes()),
            Value::Id(id) => fields.add(b"id").add(id.as_bytes()),
            Value::Bytes(bytes) => fields.add(b"bytes").add(bytes),
            // Sealed before it is written, and summed up as what is written.
            Value::Personal(personal) => fields.add(b"personal").add(&personal.words),
        };
    }
    fields.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Sealed;
    use uuid::Uuid;

    fn event() -> StoredEvent {
        StoredEvent {
            stream: StreamId::new("case", Uuid::from_u128(7)),
            version: 1,
            at: "2026-05-01T10:00:00+08:00".to_owned(),
            actor: "\"system\"".to_owned(),
            command: Uuid::from_u128(9),
            kind: "filed".to_owned(),
            body: "{}".to_owned(),
            personal: None,
        }
    }

    #[test]
    fn text_that_moves_from_one_field_to_the_next_is_another_event() {
        let (mut moved, plain) = (event(), event());
        moved.kind = "file".to_owned();
        moved.body = "d{}".to_owned();
        assert_ne!(of_event(&NOTHING, &moved), of_event(&NOTHING, &plain));
    }

    #[test]
    fn what_is_sealed_counts_and_so_does_its_slot() {
        let sealed = |slot| StoredEvent { personal: Some(Sealed { slot, bytes: vec![1] }), ..event() };
        assert_ne!(of_event(&NOTHING, &sealed(1)), of_event(&NOTHING, &sealed(2)));
        assert_ne!(of_event(&NOTHING, &sealed(1)), of_event(&NOTHING, &event()));
    }

    #[test]
    fn a_hash_stays_what_it_was_when_it_was_written() {
        let written = 0x36ee_c433_5514_c112_08bb_4677_8a58_6071;
        let hash = of_event(&NOTHING, &event());
        assert_eq!(hash.first_chunk().copied().map(u128::from_be_bytes), Some(written), "{hash:x?}");
    }
}
