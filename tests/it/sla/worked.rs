//! Worked credits: cases with all their figures.

use proviso::sla::{Amount, Buying, Fees, Length, Licence, Missing, Table, Uptime, credit, lowest, read_length};
use proviso::value::Money;
use rust_decimal::Decimal;

use super::sample::{AS, AZ, HDD, PREM, SSD, percent, table};

fn usd(amount: &str) -> Money {
    Money { currency: "USD".to_owned(), amount: percent(amount) }
}

fn paid(amount: &str) -> Fees {
    Fees { paid: Some(usd(amount)), retail: None }
}

/// Percentage as shown, credit in percent, credit in money.
fn worked(table: &Table, base: i64, down: &str, fees: &str) -> (String, String, String) {
    let down = read_length(&format!("{down} minutes")).unwrap();
    let uptime = Uptime::new(Length::minutes(base), down).unwrap();
    let thresholds: Vec<Decimal> = table.tiers.iter().map(|tier| tier.below).collect();
    let tier = uptime.tier(table).unwrap().map_or(Decimal::ZERO, |tier| tier.credit);
    let credit = credit(tier, &paid(fees), &Buying::default(), 30).unwrap();
    let Amount::Money { credit: amount, .. } = credit.amount else { panic!("{credit:?}") };
    (uptime.shown(&thresholds), tier.to_string(), format!("{:.2}", amount.amount))
}

#[test]
fn worked_credits() {
    let premium_with_hdd = [table(Some(("p", "P")), PREM), table(Some(("h", "H")), HDD)];
    let mixed = lowest(premium_with_hdd.iter()).unwrap();
    let [az, r#as, prem, ssd, hdd] = [AZ, AS, PREM, SSD, HDD].map(|tiers| table(None, tiers));
    for (name, table, base, down, uptime, credit, amount, fees) in [
        ("W-AZ-1", &az, 43_200, "4.32", "99.99", "0", "0.00", "20000"),
        ("W-AZ-2", &az, 43_200, "5", "99.988426", "10", "2000.00", "20000"),
        ("W-AZ-3", &az, 43_200, "432", "99", "10", "2000.00", "20000"),
        ("W-AZ-4", &az, 43_200, "433", "98.997685", "25", "5000.00", "20000"),
        ("W-AZ-5", &az, 43_200, "2160", "95", "25", "5000.00", "20000"),
        ("W-AZ-6", &az, 43_200, "2161", "94.997685", "100", "20000.00", "20000"),
        ("W-AZ-7", &az, 14_400, "1.44", "99.99", "0", "0.00", "20000"),
        ("W-AZ-8", &az, 14_400, "2", "99.986111", "10", "2000.00", "20000"),
        ("W-AS-1", &r#as, 44_640, "22.32", "99.95", "0", "0.00", "12000"),
        ("W-AS-2", &r#as, 44_640, "23", "99.948477", "10", "1200.00", "12000"),
        ("W-AS-3", &r#as, 44_640, "2232", "95", "25", "3000.00", "12000"),
        ("W-AS-4a", &r#as, 43_200, "40", "99.907407", "10", "1200.00", "12000"),
        ("W-AS-4b", &r#as, 86_400, "40", "99.953704", "0", "0.00", "12000"),
        ("W-SI-1", &prem, 40_320, "40.32", "99.9", "0", "0.00", "3000"),
        ("W-SI-2", &prem, 40_320, "41", "99.898313", "10", "300.00", "3000"),
        ("W-SI-3", &prem, 43_200, "50", "99.884259", "10", "300.00", "3000"),
        ("W-SI-4", &prem, 43_200, "40", "99.907407", "0", "0.00", "3000"),
        ("W-SI-5", &ssd, 43_200, "216", "99.5", "0", "0.00", "3000"),
        ("W-SI-6", &ssd, 43_200, "2160", "95", "10", "300.00", "3000"),
        ("W-SI-7a", &prem, 43_200, "2592", "94", "100", "3000.00", "3000"),
        ("W-SI-7b", &ssd, 43_200, "2592", "94", "25", "750.00", "3000"),
        ("W-SI-7c", &hdd, 43_200, "2592", "94", "10", "300.00", "3000"),
        ("W-SI-7c, mixed", mixed, 43_200, "2592", "94", "10", "300.00", "3000"),
        ("W-SI-8", &hdd, 43_200, "2160", "95", "0", "0.00", "3000"),
        ("W-SI-9", &hdd, 43_200, "3456", "92", "10", "300.00", "3000"),
        ("W-SI-10", &hdd, 43_200, "4320", "90", "25", "750.00", "3000"),
        ("W-SI-11", &hdd, 43_200, "4321", "89.997685", "100", "3000.00", "3000"),
        ("W-OD-1", &prem, 43_200, "43.2", "99.9", "0", "0.00", "500"),
        ("W-OD-2", &prem, 43_200, "55", "99.872685", "10", "50.00", "500"),
    ] {
        let expected = (format!("{uptime}%"), credit.to_owned(), amount.to_owned());
        assert_eq!(worked(table, base, down, fees), expected, "{name}");
    }
}

#[test]
fn service_days() {
    let licence = Licence { id: "open-value".to_owned(), title: "Open Value".to_owned() };
    let days = |percentage: &str, month: u32, subscribed: Option<u32>| {
        let buying = Buying { licence: Some(licence.clone()), subscribed, ..Buying::default() };
        match credit(percent(percentage), &paid("1000"), &buying, month).unwrap().amount {
            Amount::Days { credit, .. } => credit.to_string(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(days("10", 30, None), "3");
    assert_eq!(days("25", 28, None), "7");
    assert_eq!(days("10", 31, None), "3.1");
    assert_eq!(days("10", 30, Some(20)), "2");
    assert_eq!(days("100", 29, None), "29");
    assert_eq!(days("100", 29, Some(40)), "29", "no month has more days than it has");
}

#[test]
fn resellers_suites_and_caps() {
    let amount = |percentage: &str, fees: &Fees, buying: &Buying| match credit(percent(percentage), fees, buying, 30) {
        Ok(proviso::sla::Credit { amount: Amount::Money { base, credit, capped }, .. }) => {
            format!("{} of {}{}", credit.amount, base.amount, if capped { ", capped" } else { "" })
        }
        other => format!("{:?}", other.map(|credit| credit.amount)),
    };
    let reseller = Buying { reseller: true, ..Buying::default() };
    let both = Fees { retail: Some(usd("10000")), ..paid("8000") };
    assert_eq!(amount("10", &both, &reseller), "1000 of 10000");
    assert_eq!(amount("100", &both, &reseller), "8000 of 10000, capped");
    assert_eq!(amount("10", &paid("8000"), &reseller), format!("Ok(Open({:?}))", Missing::Retail));
    let suite = Buying { share: Some(percent("30")), ..Buying::default() };
    assert_eq!(amount("25", &paid("1000"), &suite), "75 of 300");
    assert_eq!(amount("100", &paid("0"), &Buying::default()), "0 of 0", "credits paid for it");
    assert_eq!(amount("10", &Fees::default(), &Buying::default()), format!("Ok(Open({:?}))", Missing::Fees));
    let foreign = Fees { retail: Some(Money { currency: "EUR".to_owned(), amount: percent("10000") }), ..paid("8000") };
    assert_eq!(amount("10", &foreign, &reseller), format!("Ok(Open({:?}))", Missing::OneCurrency));
    let vast = Fees { paid: Some(Money { currency: "USD".to_owned(), amount: Decimal::MAX }), retail: None };
    assert_eq!(amount("10", &vast, &Buying::default()), "Err(Overflow)");
}
