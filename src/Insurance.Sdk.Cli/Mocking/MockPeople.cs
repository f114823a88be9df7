using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Insurance.Sdk.MockCenter.Persons;

namespace Insurance.Sdk.Cli.Mocking;

/// <summary>The member <c>mock.persons</c>: a number of invented persons, or persons under the codes of 1101.</summary>
internal static class MockPeople
{
    private static readonly string[] PersonMembers = ["psn_no", "psn_name", "psn_cert_type", "certno", "gend", "naty", "brdy", "card", "card_sn", "tokens", "insuinfo"];
    private static readonly string[] InsuranceMembers = ["insutype", "insuplc_admdvs", "psn_type", "psn_insu_stas", "balc", "cvlserv_flag", "emp_name"];

    internal static void Read(MockPersons persons, string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count is >= 1 and <= 9999)
        {
            persons.AddInvented(count);
            return;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw new ConfigurationException(path, "must be a number of invented persons from 1 to 9999, or an array of persons");
        }

        persons.Clear();
        var index = 0;
        foreach (var person in value.EnumerateArray())
        {
            var where = path + "[" + index++.ToString(CultureInfo.InvariantCulture) + "]";
            try
            {
                persons.Add(Person(where, person));
            }
            catch (ArgumentException)
            {
                throw new ConfigurationException(where, "has a certificate that another person has");
            }
        }
    }

    private static MockPerson Person(string where, JsonElement json)
    {
        Known(where, json, PersonMembers);
        var person = new MockPerson { Number = Needed(where, json, "psn_no"), Name = Needed(where, json, "psn_name"), CertificateNumber = Needed(where, json, "certno") };
        return person with
        {
            CertificateType = Text(where, json, "psn_cert_type") ?? person.CertificateType,
            Gender = Text(where, json, "gend") ?? person.Gender,
            Ethnicity = Text(where, json, "naty") ?? person.Ethnicity,
            BirthDate = Text(where, json, "brdy") ?? person.BirthDate,
            CardNumber = Text(where, json, "card") ?? "",
            CardSerial = Text(where, json, "card_sn") ?? "",
            Tokens = List(where, json, "tokens").Select(t => t.GetString() ?? "").ToList(),
            Insurances = List(where, json, "insuinfo").Select((i, n) => Insurance(where + ".insuinfo[" + n.ToString(CultureInfo.InvariantCulture) + "]", i)).ToList(),
        };
    }

    private static MockInsurance Insurance(string where, JsonElement json)
    {
        Known(where, json, InsuranceMembers);
        var insurance = new MockInsurance { Type = Needed(where, json, "insutype"), Area = Needed(where, json, "insuplc_admdvs") };
        return insurance with
        {
            PersonType = Text(where, json, "psn_type") ?? insurance.PersonType,
            State = Text(where, json, "psn_insu_stas") ?? insurance.State,
            Balance = json.TryGetProperty("balc", out var balance) ? balance.TryGetDecimal(out var amount) ? amount : throw new ConfigurationException(where + ".balc", "must be a number") : 0,
            IsCivilServant = Text(where, json, "cvlserv_flag") == "1",
            Employer = Text(where, json, "emp_name") ?? "",
        };
    }

    private static void Known(string where, JsonElement json, string[] members)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new ConfigurationException(where, "must be an object with members such as " + string.Join(", ", members));
        }

        if (json.EnumerateObject().Select(m => m.Name).FirstOrDefault(n => !members.Contains(n, StringComparer.Ordinal)) is { } unknown)
        {
            throw new ConfigurationException(where + "." + unknown, "is no known member; known are " + string.Join(", ", members));
        }
    }

    private static string Needed(string where, JsonElement json, string member)
        => Text(where, json, member) is { Length: > 0 } text ? text : throw new ConfigurationException(where + "." + member, "is needed");

    private static string? Text(string where, JsonElement json, string member)
        => !json.TryGetProperty(member, out var value) ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : throw new ConfigurationException(where + "." + member, "must be a text");

    private static List<JsonElement> List(string where, JsonElement json, string member)
        => !json.TryGetProperty(member, out var value) ? [] : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : throw new ConfigurationException(where + "." + member, "must be an array");
}
