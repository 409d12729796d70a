//! Schemas of what writes and reads itself by hand: said once, beside the code that does it.
//!
//! All else has its schema from the same attributes from which it has its reading and writing. Only the server asks
//! for them (feature `schema`); in the browser this module leaves nothing behind.

/// Says how a type is written in JSON, in one sentence and as a JSON Schema.
macro_rules! written_as {
    ($name:ident, $description:expr, { $($json:tt)+ }) => {
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "description": $description, $($json)+ })
            }
        }
    };
}

pub(crate) use written_as;
