//! The wire and stored form of every command and event, held against committed JSON.
//!
//! A changed golden is a changed format: old logs and old browsers must still be read. To write the file of a new
//! variant, run with `REDRESS_WRITE_GOLDENS=1`; an existing file is never overwritten that way.

use crate::samples;
use domain::category::Category;
use domain::complaint::command::{Command, CommandEnvelope};
use domain::complaint::event::{Event, Filed, Recorded};
use domain::complaint::promise::Promise;
use domain::complaint::readings::Reading;
use domain::complaint::turned::Turned;
use domain::finding::{Finding, Standing};
use domain::remedy::Remedy;
use domain::testing::yuan;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn check<T: Serialize + DeserializeOwned + PartialEq + core::fmt::Debug>(name: &str, value: &T) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/wire").join(format!("{name}.json"));
    let json = serde_json::to_string_pretty(value).unwrap() + "\n";
    if !path.exists() && std::env::var_os("REDRESS_WRITE_GOLDENS").is_some() {
        std::fs::write(&path, &json).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(json, golden, "the wire form of `{name}` changed");
    assert_eq!(&serde_json::from_str::<T>(&golden).unwrap(), value, "`{name}` does not read back");
}

#[test]
fn every_command_has_its_committed_form() {
    for envelope in samples::commands() {
        check::<CommandEnvelope>(&format!("command-{}", envelope.command.code()), &envelope);
    }
}

#[test]
fn every_event_has_its_committed_form() {
    for recorded in samples::events() {
        check::<Recorded>(&format!("event-{}", recorded.event.code()), &recorded);
    }
}

#[test]
fn what_was_not_meant_has_its_committed_form() {
    let filed = samples::events().into_iter().find_map(|recorded| match &recorded.event {
        Event::Filed(filed) => {
            let not_meant = vec![Reading::Loss, Reading::Fake];
            let filed = Filed { not_meant, ..(**filed).clone() };
            Some(Recorded { event: Event::Filed(Box::new(filed)), ..recorded })
        }
        _ => None,
    });
    check::<Recorded>("event-filed-not_meant", &filed.unwrap());
}

/// The sample of an event with something of it put otherwise.
fn with(code: &str, change: impl FnOnce(&mut Event)) -> Recorded {
    let mut sample = samples::events().into_iter().find(|recorded| recorded.event.code() == code).unwrap();
    change(&mut sample.event);
    sample
}

/// The parts of an agreement's promise that stand beside another one.
fn promised() -> Vec<Promise> {
    let Event::Agreed { promises, .. } = with("agreed", |_| ()).event else { panic!("an agreement") };
    promises
}

#[test]
fn parcels_and_further_parts_have_their_committed_form() {
    let numbers = || vec!["SF1234509876".to_owned(), "YT998020".to_owned()];
    let agreed = with("agreed", |event| {
        let Event::Agreed { parcels, .. } = event else { panic!("an agreement") };
        *parcels = numbers();
    });
    check::<Recorded>("event-agreed-parcels", &agreed);
    let proposed = with("replacement_proposed", |event| {
        let Event::ReplacementProposed { also, less, .. } = event else { panic!("a replacement") };
        (*also, *less) = (promised(), Some(yuan("12.30")));
    });
    check::<Recorded>("event-replacement_proposed-also", &proposed);
    let accepted = with("replacement_accepted", |event| {
        let Event::ReplacementAccepted { parcels, .. } = event else { panic!("an acceptance") };
        *parcels = numbers();
    });
    check::<Recorded>("event-replacement_accepted-parcels", &accepted);
}

#[test]
fn what_a_question_turned_into_and_wishes_told_with_a_message_have_their_committed_form() {
    let converted = with("kind_converted", |event| {
        let Event::KindConverted(converted) = event else { panic!("another kind") };
        converted.turned = Some(Box::new(Turned {
            category: Category::Quality,
            wants: vec![Remedy::Refund],
            claims: vec![Finding::Defect(Standing::Claimed)],
        }));
    });
    check::<Recorded>("event-kind_converted-turned", &converted);
    let wrote = with("customer_wrote", |event| {
        let Event::CustomerWrote { wants, .. } = event else { panic!("a message") };
        *wants = vec![Remedy::ReturnRefund];
    });
    check::<Recorded>("event-customer_wrote-wants", &wrote);
    let mut command =
        samples::commands().into_iter().find(|sample| sample.command.code() == "write_to_desk").unwrap();
    let Command::WriteToDesk { wants, .. } = &mut command.command else { panic!("a message") };
    *wants = vec![Remedy::ReturnRefund];
    check::<CommandEnvelope>("command-write_to_desk-wants", &command);
}

#[test]
fn no_command_or_event_is_missing_from_the_samples() {
    let commands: BTreeSet<_> = samples::commands().iter().map(|sample| sample.command.code()).collect();
    let events: BTreeSet<_> = samples::events().iter().map(|sample| sample.event.code()).collect();
    assert_eq!(commands, Command::CODES.iter().copied().collect());
    assert_eq!(events, Event::CODES.iter().copied().collect());
}

#[test]
fn unknown_fields_and_unknown_commands_are_refused() {
    let json = serde_json::to_value(&samples::commands()[0]).unwrap();
    for key in ["extra", "actor"] {
        let mut with_more = json.clone();
        with_more[key] = serde_json::json!(1);
        assert!(serde_json::from_value::<CommandEnvelope>(with_more).is_err(), "`{key}` was taken");
    }
    assert!(serde_json::from_str::<Command>(r#"{"delete_case":{}}"#).is_err());
}
