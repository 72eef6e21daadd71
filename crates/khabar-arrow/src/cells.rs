//! The cells of a column, whatever Arrow type it is of.

use std::borrow::Cow;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, BinaryArray, BinaryViewArray, LargeBinaryArray, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::{Error, Result};

/// A column of the input. Text is held as bytes: another program may have put there what is no UTF-8.
pub enum Cells {
    Bytes(BinaryArray),
    LargeBytes(LargeBinaryArray),
    ByteViews(BinaryViewArray),
    /// Which value each row has, and the values.
    Dictionary(Vec<Option<usize>>, Box<Cells>),
    /// Numbers and times, written out.
    Written(Vec<Option<String>>),
    Nulls,
}

impl Cells {
    /// The words of a page: text or bytes.
    pub fn of_words(name: &str, array: &dyn Array) -> Result<Self> {
        words(array)?.ok_or_else(|| unfit(name, array, "give string or binary"))
    }

    /// What is told of a page: text, whole numbers, dates, timestamps.
    pub fn of_facts(name: &str, array: &dyn Array) -> Result<Self> {
        if let Some(cells) = words(array)? {
            return Ok(cells);
        }
        if let DataType::Timestamp(_, Some(zone)) = array.data_type()
            && time_zone(zone).is_none()
        {
            let advice = "give a zone of IANA or an offset, +03:00";
            return Err(Error::column(name, format!("there is no time zone «{zone}»: {advice}")));
        }
        let advice = "give string, a whole number, a date or a timestamp";
        written(array).map(Self::Written).ok_or_else(|| unfit(name, array, advice))
    }

    /// The bytes of a cell; none where it is null.
    pub fn get(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Bytes(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row)),
            Self::LargeBytes(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row)),
            Self::ByteViews(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row)),
            Self::Dictionary(keys, values) => values.get((*keys.get(row)?)?),
            Self::Written(values) => values.get(row)?.as_deref().map(str::as_bytes),
            Self::Nulls => None,
        }
    }

    /// The cell as text; none where it is null or blank.
    pub fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        self.get(row).map(String::from_utf8_lossy).filter(|text| !text.trim().is_empty())
    }
}

fn unfit(name: &str, array: &dyn Array, advice: &str) -> Error {
    Error::column(name, format!("{} cannot be read here: {advice}", array.data_type()))
}

/// Text and bytes as they lie in memory; none for a column of another type.
fn words(array: &dyn Array) -> Result<Option<Cells>> {
    Ok(Some(match array.data_type() {
        DataType::Utf8 => Cells::Bytes(array.as_string::<i32>().clone().into()),
        DataType::LargeUtf8 => Cells::LargeBytes(array.as_string::<i64>().clone().into()),
        DataType::Utf8View => Cells::ByteViews(array.as_string_view().clone().to_binary_view()),
        DataType::Binary => Cells::Bytes(array.as_binary::<i32>().clone()),
        DataType::LargeBinary => Cells::LargeBytes(array.as_binary::<i64>().clone()),
        DataType::BinaryView => Cells::ByteViews(array.as_binary_view().clone()),
        DataType::Null => Cells::Nulls,
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let Some(values) = words(dictionary.values())? else { return Ok(None) };
            if dictionary.values().is_empty() {
                return Ok(Some(Cells::Nulls));
            }
            let keys = dictionary.normalized_keys().into_iter().enumerate();
            let keys = keys.map(|(row, key)| dictionary.is_valid(row).then_some(key)).collect();
            Cells::Dictionary(keys, Box::new(values))
        }
        _ => return Ok(None),
    }))
}

/// Whether text in such a column is UTF-8 by its type.
pub fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, value) => is_text(value),
        _ => false,
    }
}

fn written(array: &dyn Array) -> Option<Vec<Option<String>>> {
    macro_rules! numbers {
        ($kind:ty) => {
            array.as_primitive::<$kind>().iter().map(|n| n.map(|n| n.to_string())).collect()
        };
    }
    Some(match array.data_type() {
        DataType::Int8 => numbers!(Int8Type),
        DataType::Int16 => numbers!(Int16Type),
        DataType::Int32 => numbers!(Int32Type),
        DataType::Int64 => numbers!(Int64Type),
        DataType::UInt8 => numbers!(UInt8Type),
        DataType::UInt16 => numbers!(UInt16Type),
        DataType::UInt32 => numbers!(UInt32Type),
        DataType::UInt64 => numbers!(UInt64Type),
        DataType::Date32 => {
            let days: &PrimitiveArray<Date32Type> = array.as_primitive();
            days.iter().map(|d| d.and_then(|d| day(i64::from(d)))).collect()
        }
        DataType::Date64 => {
            let milliseconds: &PrimitiveArray<Date64Type> = array.as_primitive();
            milliseconds.iter().map(|m| m.and_then(|m| day(m.div_euclid(86_400_000)))).collect()
        }
        DataType::Timestamp(unit, zone) => {
            let zone = zone.as_deref();
            match unit {
                TimeUnit::Second => {
                    let times: &PrimitiveArray<TimestampSecondType> = array.as_primitive();
                    times.iter().map(|t| Some(time(Timestamp::from_second(t?).ok()?, zone))).collect()
                }
                TimeUnit::Millisecond => {
                    let times: &PrimitiveArray<TimestampMillisecondType> = array.as_primitive();
                    times.iter().map(|t| Some(time(Timestamp::from_millisecond(t?).ok()?, zone))).collect()
                }
                TimeUnit::Microsecond => {
                    let times: &PrimitiveArray<TimestampMicrosecondType> = array.as_primitive();
                    times.iter().map(|t| Some(time(Timestamp::from_microsecond(t?).ok()?, zone))).collect()
                }
                TimeUnit::Nanosecond => {
                    let times: &PrimitiveArray<TimestampNanosecondType> = array.as_primitive();
                    times
                        .iter()
                        .map(|t| Some(time(Timestamp::from_nanosecond(t?.into()).ok()?, zone)))
                        .collect()
                }
            }
        }
        _ => return None,
    })
}

/// Days since 1970 as ISO 8601.
fn day(days: i64) -> Option<String> {
    let seconds = days.checked_mul(86_400)?;
    Some(Timestamp::from_second(seconds).ok()?.to_zoned_datetime(TimeZone::UTC).date().to_string())
}

/// An instant as ISO 8601 on the clock of its column's zone; without a zone it is a time on an unknown clock.
fn time(instant: Timestamp, zone: Option<&str>) -> String {
    let Some(zone) = zone else {
        return instant.to_zoned_datetime(TimeZone::UTC).datetime().to_string();
    };
    let zoned = instant.to_zoned_datetime(time_zone(zone).unwrap_or(TimeZone::UTC));
    zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A zone by its IANA name or its offset, `+03:00`, as Arrow names them; `GMT+03:00`, as Java does.
fn time_zone(name: &str) -> Option<TimeZone> {
    let bare = name.strip_prefix("GMT").or_else(|| name.strip_prefix("UTC")).unwrap_or(name);
    let offset = |form: &str| jiff::fmt::strtime::parse(form, bare).ok()?.offset().map(TimeZone::fixed);
    TimeZone::get(name).ok().or_else(|| offset("%:z")).or_else(|| offset("%z"))
}
