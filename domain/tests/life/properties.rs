//! What holds for every sequence of commands, whoever gives them in whatever order.

use crate::samples;
use domain::actor::{Actor, Role};
use domain::clock::TimeLimits;
use domain::compensation::option::Basis;
use domain::complaint::command::{Command, CommandEnvelope, OfferedOption};
use domain::complaint::decide::Context;
use domain::complaint::event::{Event, Recorded};
use domain::complaint::evolve::replay;
use domain::complaint::pending::Replica;
use domain::complaint::{Complaint, Phase, gives, permission};
use domain::id::{CommandId, PromiseId};
use domain::order::ledger::{Elsewhere, Standing};
use domain::remedy::Remedy;
use domain::testing::{
    AGENT, CASE, CUSTOMER, OTHER_AGENT, STRANGER, SUPERVISOR, Scene, offer_id, option_by_hand, option_id,
    proves,
};
use proptest::prelude::*;
use uuid::Uuid;

const ACTORS: [Actor; 6] = [
    Actor::Customer(CUSTOMER),
    Actor::Customer(STRANGER),
    Actor::Agent(AGENT),
    Actor::Agent(OTHER_AGENT),
    Actor::Supervisor(SUPERVISOR),
    Actor::System,
];

/// Every sample command, and more of those that lead deep into a case, aimed at what is open there.
fn aimed(index: usize, scene: &Scene) -> Command {
    let samples = samples::commands();
    let sample =
        |code: &str| samples.iter().find(|sample| sample.command.code() == code).unwrap().command.clone();
    let case = scene.state.case();
    let open = case.and_then(|case| case.phase.open_offer());
    let promise = case
        .and_then(|case| case.phase.fulfilment())
        .and_then(|fulfilment| fulfilment.promises.iter().find(|kept| kept.is_open()))
        .map(|kept| kept.promise.id);
    let n = u128::try_from(scene.events.len()).unwrap();
    match index {
        0..=3 => Command::MakeOffer {
            offer: offer_id(n),
            replaces: open.map(|offer| offer.id),
            options: vec![option_by_hand(option_id(n), Remedy::PriceReduction, Some("20.00"))],
            message: None,
        },
        4..=7 => match open {
            Some(offer) => {
                Command::AcceptOption { offer: offer.id, option: offer.options[0].id, is_informed: true }
            }
            None => sample("accept_option"),
        },
        8..=10 => match (sample("prove_promise"), promise) {
            (Command::ProvePromise { proof, .. }, Some(promise)) => proves(promise, proof),
            (command, _) => command,
        },
        11 => match (sample("replace_promise"), promise) {
            (Command::ReplacePromise { with, reason, .. }, Some(promise)) => Command::ReplacePromise {
                promise,
                replacement: PromiseId(Uuid::from_u128(0x9000 + n)),
                with,
                reason,
            },
            (command, _) => command,
        },
        other => samples[other % samples.len()].command.clone(),
    }
}

fn played(steps: &[(usize, usize)]) -> Scene {
    steps.iter().fold(Scene::filed(), |scene, (actor, command)| {
        let actor = ACTORS[actor % ACTORS.len()];
        let mut command = aimed(*command, &scene);
        // Everybody decides in their own name, or no offer of theirs would stand.
        if let (Command::MakeOffer { options, .. }, Some(user)) = (&mut command, actor.user()) {
            options.iter_mut().flat_map(|offered| &mut offered.option.parts).for_each(|part| {
                part.basis = Basis::Person { user, reason: String::new() };
            });
        }
        scene.when(actor, command)
    })
}

fn steps() -> impl Strategy<Value = Vec<(usize, usize)>> {
    proptest::collection::vec((0..ACTORS.len(), 0..60_usize), 0..40)
}

fn sums_hold(offered: &OfferedOption) {
    offered.option.check().unwrap();
    let shared: i64 = offered.option.shares().iter().map(|share| share.amount.minor).sum();
    assert_eq!(shared, offered.option.total.minor);
}

/// Two cases of one order, each reckoning with the other; nobody signs for anything.
fn together(steps: &[(bool, usize, u32)]) -> [Scene; 2] {
    steps.iter().fold([Scene::filed(), Scene::filed()], |[one, other], (is_other, what, fen)| {
        let (mut acting, still) = if *is_other { (other, one) } else { (one, other) };
        let of_other = gives::of_case(still.state.case().unwrap());
        acting.elsewhere = Elsewhere { cases: vec![of_other], ..Elsewhere::default() };
        let (actor, command) = of_two(*what, *fen, &acting);
        let acting = acting.when(actor, command);
        if *is_other { [still, acting] } else { [acting, still] }
    })
}

fn of_two(what: usize, fen: u32, scene: &Scene) -> (Actor, Command) {
    let case = scene.state.case().unwrap();
    let n = u128::try_from(scene.events.len()).unwrap();
    let open = case.phase.open_offer();
    let promise = case.phase.fulfilment().and_then(|fulfilment| fulfilment.promises.first());
    let amount = format!("{}.{:02}", fen / 100, fen % 100);
    match (what % 6, open, promise) {
        (2, Some(offer), _) => (
            Actor::Customer(CUSTOMER),
            Command::AcceptOption { offer: offer.id, option: offer.options[0].id, is_informed: true },
        ),
        (3, Some(offer), _) => {
            (Actor::Customer(CUSTOMER), Command::DeclineOffer { offer: offer.id, sentence: None })
        }
        (2 | 3, None, Some(kept)) => {
            let Command::ProvePromise { proof, .. } = samples::commands()
                .into_iter()
                .map(|sample| sample.command)
                .find(|command| matches!(command, Command::ProvePromise { .. }))
                .unwrap()
            else {
                panic!("the sample is a proof")
            };
            let id = kept.promise.id;
            (Actor::Agent(AGENT), proves(id, proof))
        }
        (4, ..) => (
            Actor::Customer(CUSTOMER),
            Command::AnswerFollowUp { answer: None, outcome_score: 1, process_score: 1 },
        ),
        _ => (
            Actor::Agent(AGENT),
            Command::MakeOffer {
                offer: offer_id(n),
                replaces: open.map(|offer| offer.id),
                options: vec![option_by_hand(option_id(n), Remedy::Refund, Some(&amount))],
                message: None,
            },
        ),
    }
}

/// What a case gave back for good, in fen.
fn given_back(scene: &Scene) -> i64 {
    let entries = gives::of_case(scene.state.case().unwrap()).entries.into_iter();
    let firm = entries.filter(|entry| entry.standing == Standing::Given && entry.given.is_paid_back());
    firm.filter_map(|entry| entry.given.amount).map(|amount| amount.minor).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn replay_of_the_record_equals_the_live_state(steps in steps()) {
        let scene = played(&steps);
        prop_assert_eq!(replay(&scene.events), scene.state);
    }

    #[test]
    fn the_same_story_twice_gives_the_same_bytes(steps in steps()) {
        let json = |scene: Scene| serde_json::to_string(&scene.events).unwrap();
        prop_assert_eq!(json(played(&steps)), json(played(&steps)));
    }

    #[test]
    fn shares_sum_to_totals_in_every_recorded_option(steps in steps()) {
        for recorded in played(&steps).events {
            match recorded.event {
                Event::OfferMade { options, .. } | Event::OfferProposed { options, .. } => {
                    options.iter().for_each(sums_hold);
                }
                Event::Agreed { option, .. } => sums_hold(&option),
                _ => {}
            }
        }
    }

    #[test]
    fn nobody_does_another_roles_commands_in_any_phase(steps in steps()) {
        let scene = played(&steps);
        for actor in ACTORS {
            for sample in samples::commands() {
                let is_refused = scene.ask(actor, &sample.command).is_err();
                prop_assert!(permission::may(actor.role(), &sample.command) || is_refused);
            }
        }
    }

    #[test]
    fn two_cases_of_one_order_never_give_back_more_than_came_in_without_a_signature(
        steps in proptest::collection::vec((any::<bool>(), 0..6_usize, 1..20_000_u32), 0..40),
    ) {
        let [one, other] = together(&steps);
        prop_assert!(given_back(&one) + given_back(&other) <= one.order.came_in().unwrap().minor);
    }

    #[test]
    fn a_stranger_never_changes_somebody_elses_case(steps in steps()) {
        let scene = played(&steps);
        for sample in samples::commands() {
            prop_assert!(scene.ask(Actor::Customer(STRANGER), &sample.command).is_err());
        }
    }

    #[test]
    fn finished_stays_finished_unless_it_is_reopened(steps in steps()) {
        let events = played(&steps).events;
        for n_events in 1..events.len() {
            let before = replay(&events[..n_events]);
            let after = replay(&events[..=n_events]);
            let (Some(before), Some(after)) = (before.case(), after.case()) else { continue };
            if before.phase.is_finished() && !after.phase.is_finished() {
                prop_assert_eq!(events[n_events].event.code(), "reopened");
            }
        }
    }

    #[test]
    fn nothing_is_agreed_that_its_author_had_no_authority_for(steps in steps()) {
        let events = played(&steps).events;
        for recorded in &events {
            if let Event::OfferMade { options, .. } = &recorded.event {
                let needs_supervisor =
                    options.iter().any(|offered| offered.option.authority == domain::remedy::Authority::Supervisor);
                prop_assert!(!needs_supervisor || recorded.actor.role() == Role::Supervisor);
            }
        }
    }

    #[test]
    fn a_customer_sees_the_same_phase_from_their_own_stream(steps in steps()) {
        let scene = played(&steps);
        let visible: Vec<Recorded> =
            scene.events.iter().filter_map(|recorded| recorded.for_role(Role::Customer)).collect();
        let (Complaint::Filed(whole), Complaint::Filed(seen)) = (&scene.state, replay(&visible)) else {
            panic!("the case was filed");
        };
        let is_same = whole.phase.name() == seen.phase.name();
        // An offer waiting for a signature is the desk's own matter: the customer's case still waits for an answer.
        let hidden_work = matches!(whole.phase, Phase::Investigating);
        prop_assert!(is_same || hidden_work, "{:?} / {:?}", whole.phase.name(), seen.phase.name());
        let json = serde_json::to_string(&visible).unwrap();
        prop_assert!(!json.contains("noted_internally") && !json.contains("offer_proposed"));
    }

    #[test]
    fn after_any_interleaving_browser_and_server_agree(
        mine in proptest::collection::vec(0..60_usize, 1..12),
        order in proptest::collection::vec(any::<bool>(), 24),
    ) {
        let mut server = Scene::filed();
        let packs = server.packs.clone();
        let (limits, zone) = (TimeLimits::default(), server.zone.clone());
        let elsewhere = Elsewhere::default();
        let mut browser = Replica::new(server.events.clone(), 3);
        let ctx = |now| Context {
            now, zone: &zone, actor: Actor::Agent(AGENT), packs: &packs, limits: &limits, order: None, number: None, evidence: &[], earlier_complaints: 0, elsewhere: &elsewhere,
        };
        let mut on_the_way: Vec<CommandEnvelope> = Vec::new();
        let mut mine = mine.into_iter();
        for is_local in order {
            let now = server.now;
            if is_local {
                let Some(index) = mine.next() else { continue };
                let envelope = CommandEnvelope {
                    command_id: CommandId(Uuid::from_u128(0xBB00 + u128::try_from(index).unwrap())),
                    case_id: CASE,
                    expected_version: browser.version(),
                    command: aimed(index, &server),
                    personal: None,
                };
                if browser.submit(envelope.clone(), &ctx(now)).is_ok() {
                    on_the_way.push(envelope);
                }
            } else if on_the_way.is_empty() {
                server = server.when(Actor::Customer(CUSTOMER), aimed(4, &Scene::filed()));
            } else {
                let envelope = on_the_way.remove(0);
                server = server.when(Actor::Agent(AGENT), envelope.command);
                browser.settle(envelope.command_id);
            }
        }
        for envelope in on_the_way {
            server = server.when(Actor::Agent(AGENT), envelope.command);
            browser.settle(envelope.command_id);
        }
        let version = u32::try_from(server.events.len()).unwrap();
        browser.receive(&server.events, version);
        let refused = browser.rebase(&ctx(server.now));
        prop_assert!(refused.is_empty());
        prop_assert_eq!(browser.state(&ctx(server.now)), server.state);
    }
}
