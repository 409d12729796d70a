//! What holds of every log, told once.
//!
//! `story!(World)` makes a test of each chapter for the logs of one kind; [`World`] opens them.

mod feed;
mod follow;
mod personal;
mod stream;
mod tables;
mod together;

pub use feed::*;
pub use follow::*;
pub use personal::*;
pub use stream::*;
pub use tables::*;
pub use together::*;

use super::make::{append, step};
use crate::EventLog;
use crate::append::{Append, Appended};
use crate::event::{Position, StreamId};
use std::sync::Arc;
use std::time::Duration;

/// The longest that something which must happen may take, on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// How many servers there are in chapters about several.
const SERVERS: u32 = 4;

/// Where an empty log lies, and how servers reach it.
#[allow(async_fn_in_trait, reason = "for tests, which name the type")]
pub trait World: Sized {
    /// A new, empty log.
    async fn new() -> Self;

    /// One more server on it. Where there can be but one, the same again.
    async fn server(&self) -> Arc<dyn EventLog>;
}

/// Makes a test of every chapter.
#[macro_export]
macro_rules! story {
    ($world:ty) => {
        $crate::chapters! { $world:
            events_come_back_as_they_were_added,
            a_stream_nobody_began_is_empty,
            who_comes_second_is_told_how_far_the_stream_is,
            a_command_sent_again_is_answered_as_before_and_adds_nothing,
            one_id_does_not_stand_for_two_intents,
            what_the_desk_adds_belongs_to_the_command_before_it,
            streams_and_rows_change_together_or_not_at_all,
            a_row_that_was_only_looked_at_must_still_be_as_seen,
            a_row_that_was_taken_away_is_written_no_more,
            a_name_is_given_once,
            cases_of_one_order_never_give_more_than_came_in,
            rows_of_a_table_change_with_the_append_or_not_at_all,
            a_table_is_read_in_the_order_of_its_key_between_bounds,
            in_one_append_the_last_word_on_a_row_counts,
            a_column_holds_what_it_says_and_nothing_only_where_it_may,
            what_no_table_has_is_refused,
            what_is_long_is_read_whole_and_in_its_order,
            a_row_that_moves_is_found_once_however_much_is_read,
            servers_that_change_the_same_rows_all_get_through,
            words_of_a_person_lie_sealed_and_are_read_again,
            who_is_erased_is_gone_everywhere_and_the_log_still_proves_itself,
            two_who_are_new_in_one_append_have_a_key_each,
            servers_seal_for_one_person_with_one_key,
            a_reader_by_cursor_never_skips_what_was_committed_late,
            other_servers_are_woken,
            a_cursor_stays_and_never_runs_ahead,
            a_follower_takes_everything_in_order_and_goes_on_where_it_was,
            a_follower_that_fails_says_so_and_is_given_the_same_again,
            of_several_servers_one_has_a_follower_follow_and_another_goes_on_when_it_is_gone,
            an_append_that_contradicts_itself_is_refused,
            a_log_that_nobody_touched_proves_itself,
            a_closed_log_takes_nothing,
        }
    };
}

/// A test of each named chapter.
#[macro_export]
macro_rules! chapters {
    ($world:ty: $($chapter:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $chapter() {
                let world = <$world as $crate::testing::story::World>::new().await;
                $crate::testing::story::$chapter(&world).await;
            }
        )*
    };
}

async fn done(log: &dyn EventLog, append: Append) -> Position {
    match log.append(append).await.unwrap() {
        Appended::Done { position, .. } => position,
        other => panic!("not appended: {other:?}"),
    }
}

async fn bodies(log: &dyn EventLog, stream: &StreamId) -> Vec<String> {
    log.load(stream, 0).await.unwrap().into_iter().map(|event| event.body).collect()
}

/// Adds to a stream that others add to as well, however often they are faster.
async fn add_to(log: &dyn EventLog, stream: &StreamId) {
    loop {
        let version = log.load(stream, 0).await.unwrap().len();
        let next = append(stream, u32::try_from(version).unwrap(), step("a", "together"));
        if let Appended::Done { .. } = log.append(next).await.unwrap() {
            return;
        }
    }
}
