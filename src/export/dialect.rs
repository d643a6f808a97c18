//! In what the warehouses differ: types, bit operators, quoting, dates, lists of rows.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// A warehouse that views can be written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the name of its warehouse")]
pub enum Dialect {
    DuckDb,
    Postgres,
    Spark,
    Trino,
    BigQuery,
}

/// The bits of one column that tell cells apart: what is left of a signed 64-bit integer
/// without its sign, and one to spare.
pub(super) const WORD: u32 = 62;

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::DuckDb, Self::Postgres, Self::Spark, Self::Trino, Self::BigQuery];

    /// As its makers write it.
    pub fn title(self) -> &'static str {
        match self {
            Self::DuckDb => "DuckDB",
            Self::Postgres => "PostgreSQL",
            Self::Spark => "Spark",
            Self::Trino => "Trino",
            Self::BigQuery => "BigQuery",
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::DuckDb | Self::Trino => "VARCHAR",
            Self::Postgres => "TEXT",
            Self::Spark | Self::BigQuery => "STRING",
        }
    }

    pub(super) fn whole(self) -> &'static str {
        if self == Self::BigQuery { "INT64" } else { "BIGINT" }
    }

    /// Numbers without rounding: 29 digits before the point and 9 behind it.
    pub(super) fn decimal(self) -> &'static str {
        if self == Self::BigQuery { "NUMERIC" } else { "DECIMAL(38, 9)" }
    }

    pub(super) fn flag(self) -> &'static str {
        if self == Self::BigQuery { "BOOL" } else { "BOOLEAN" }
    }

    /// Where a table is kept whose makers leave that open.
    pub(super) fn storage(self) -> &'static str {
        if self == Self::Spark { " USING parquet" } else { "" }
    }

    /// The bits that both have.
    pub(super) fn and(self, one: &str, two: &str) -> String {
        match self {
            Self::Trino => format!("bitwise_and({one}, {two})"),
            _ => format!("({one} & {two})"),
        }
    }

    /// The bits that any has.
    pub(super) fn or(self, all: &[String]) -> String {
        match all {
            [] => "0".to_owned(),
            [one] => one.clone(),
            [first, rest @ ..] if self == Self::Trino => format!("bitwise_or({first}, {})", self.or(rest)),
            all => format!("({})", all.join(" | ")),
        }
    }

    /// A text as a literal.
    pub(super) fn quoted(self, text: &str) -> String {
        match self {
            Self::DuckDb | Self::Postgres | Self::Trino => format!("'{}'", text.replace('\'', "''")),
            Self::Spark | Self::BigQuery => {
                let text = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n").replace('\r', "\\r");
                format!("'{text}'")
            }
        }
    }

    /// A number that may have a fraction.
    pub(super) fn number(self, number: Decimal) -> String {
        // A literal of many digits may be taken for another type.
        const LONG: Decimal = Decimal::from_parts(0xA4C6_8000, 0x3_8D7E, 0, false, 0);
        match self {
            _ if number.abs() >= LONG => format!("CAST('{number}' AS {})", self.decimal()),
            Self::BigQuery => format!("NUMERIC '{number}'"),
            Self::Trino => format!("DECIMAL '{number}'"),
            Self::DuckDb | Self::Postgres | Self::Spark => number.to_string(),
        }
    }

    /// A day.
    pub(super) fn day(self, day: Date) -> String {
        format!("DATE '{day}'")
    }

    /// So many months after a day, by the calendar, month ends clamped, and then so many days.
    pub(super) fn later(self, day: &str, months: i64, days: i64) -> String {
        let mut later = day.to_owned();
        if months != 0 {
            later = match self {
                Self::DuckDb | Self::Postgres => format!("CAST({later} + INTERVAL '{months} months' AS DATE)"),
                Self::Spark => format!("add_months({later}, {months})"),
                Self::Trino => format!("date_add('month', {months}, {later})"),
                Self::BigQuery => format!("DATE_ADD({later}, INTERVAL {months} MONTH)"),
            };
        }
        if days != 0 {
            later = match self {
                Self::DuckDb | Self::Postgres => format!("({later} + {days})"),
                Self::Spark => format!("date_add({later}, {days})"),
                Self::Trino => format!("date_add('day', {days}, {later})"),
                Self::BigQuery => format!("DATE_ADD({later}, INTERVAL {days} DAY)"),
            };
        }
        later
    }

    /// Whether a text holds another, to the letter.
    pub(super) fn holds(self, text: &str, part: &str) -> String {
        match self {
            Self::Spark => format!("instr({text}, {part}) > 0"),
            _ => format!("STRPOS({text}, {part}) > 0"),
        }
    }

    /// Anything as a text.
    pub(super) fn shown(self, value: &str) -> String {
        format!("CAST({value} AS {})", self.text())
    }

    /// A join with rows that are made of the columns of each row: what stands after `FROM`.
    pub(super) fn spread(self, from: &str, names: &[&str], rows: &[Vec<String>]) -> String {
        let listed = |row: &Vec<String>| row.join(", ");
        let each = |open: &str, close: &str| {
            let rows: Vec<String> = rows.iter().map(|row| format!("    {open}{}{close}", listed(row))).collect();
            rows.join(",\n")
        };
        let named = |row: &Vec<String>, colon: bool| {
            let fields = row.iter().zip(names).map(|(value, name)| match colon {
                true => format!("{name}: {value}"),
                false => format!("{value} AS {name}"),
            });
            fields.collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::Postgres => {
                // Of a list of rows each would be prepared anew for every row of the table.
                let column = |at: usize| {
                    let values: Vec<&str> = rows.iter().filter_map(|row| row.get(at)).map(String::as_str).collect();
                    format!("    ARRAY[{}]", values.join(", "))
                };
                let columns: Vec<String> = (0..names.len()).map(column).collect();
                let (columns, names) = (columns.join(",\n"), names.join(", "));
                format!("{from} CROSS JOIN LATERAL unnest(\n{columns}\n  ) AS u ({names})")
            }
            Self::Trino => {
                format!("{from} CROSS JOIN UNNEST(ARRAY[\n{}\n  ]) AS u ({})", each("ROW(", ")"), names.join(", "))
            }
            Self::Spark => {
                format!("{from} LATERAL VIEW stack({},\n{}\n  ) u AS {}", rows.len(), each("", ""), names.join(", "))
            }
            Self::DuckDb => {
                let rows: Vec<String> = rows.iter().map(|row| format!("    {{{}}}", named(row, true))).collect();
                format!("{from} CROSS JOIN UNNEST([\n{}\n  ]) AS t (u)", rows.join(",\n"))
            }
            Self::BigQuery => {
                let rows: Vec<String> = rows.iter().map(|row| format!("    STRUCT({})", named(row, false))).collect();
                format!("{from} CROSS JOIN UNNEST([\n{}\n  ]) AS u", rows.join(",\n"))
            }
        }
    }

    /// What ends a subquery whose columns are to be worked out once, and not again wherever
    /// they are named.
    pub(super) fn fence(self) -> &'static str {
        if self == Self::Postgres { "\n  OFFSET 0" } else { "" }
    }

    /// Makes a table anew, with whatever rests on it.
    pub(super) fn drop_table(self, table: &str) -> String {
        let cascade = if self == Self::Postgres { " CASCADE" } else { "" };
        format!("DROP TABLE IF EXISTS {table}{cascade};\n")
    }

    /// Makes a view in the place of one of that name, whose columns may be others.
    pub(super) fn view(self, view: &str, query: &str) -> String {
        match self {
            Self::Postgres => format!("DROP VIEW IF EXISTS {view} CASCADE;\nCREATE VIEW {view} AS\n{query};\n"),
            _ => format!("CREATE OR REPLACE VIEW {view} AS\n{query};\n"),
        }
    }

    /// Fills a table with what a query gives, and nothing else.
    pub(super) fn refill(self, table: &str, columns: &str, query: &str) -> String {
        match self {
            Self::Spark => format!("INSERT OVERWRITE TABLE {table} ({columns})\n{query};\n"),
            Self::BigQuery => format!("DELETE FROM {table} WHERE TRUE;\n\nINSERT INTO {table} ({columns})\n{query};\n"),
            _ => format!("DELETE FROM {table};\n\nINSERT INTO {table} ({columns})\n{query};\n"),
        }
    }
}

/// Operands joined by a sign, as a tree that is not deep: programs read long chains by
/// recursion.
pub(super) fn balanced(sign: &str, operands: &[String]) -> String {
    const FEW: usize = 8;
    if operands.len() <= FEW {
        return match operands {
            [one] => one.clone(),
            all => format!("({})", all.join(sign)),
        };
    }
    let part = operands.len().div_ceil(FEW);
    let parts: Vec<String> = operands.chunks(part).map(|chunk| balanced(sign, chunk)).collect();
    format!("({})", parts.join(sign))
}
