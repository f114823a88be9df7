using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace Insurance.Sdk.MockCenter.Persons;

/// <summary>Persons of the center. Two invented ones are there from the start.</summary>
public sealed class MockPersons
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MockPerson> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MockPerson> _byCertificate = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _firstUse = new(StringComparer.Ordinal);

    /// <summary>Creates the list with the first two invented persons.</summary>
    public MockPersons() => AddInvented(2);

    /// <summary>Everybody, by number.</summary>
    public IReadOnlyList<MockPerson> All
    {
        get
        {
            lock (_gate)
            {
                return _byNumber.Values.OrderBy(p => p.Number, StringComparer.Ordinal).ToList();
            }
        }
    }

    /// <summary>
    /// Whether a certificate that a message names must belong to the person whom it names. A real center takes the
    /// person from the certificate; what it says to another person's is not published.
    /// </summary>
    public Strictness ForeignCertificates { get; set; } = Strictness.Refuse;

    /// <summary>How long a token of the electronic certificate is good after its first use, by the center's clock; null for ever. Real tokens lapse after minutes.</summary>
    public TimeSpan? TokenLife { get; set; }

    /// <summary>Adds a person, in place of one with the same number.</summary>
    /// <exception cref="ArgumentException">A certificate belongs to somebody else.</exception>
    public void Add(MockPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        lock (_gate)
        {
            if (Certificates(person).FirstOrDefault(c => _byCertificate.TryGetValue(c, out var owner) && owner.Number != person.Number) is not null)
            {
                throw new ArgumentException("A certificate of this person belongs to another person.", nameof(person));
            }

            if (_byNumber.TryGetValue(person.Number, out var before))
            {
                foreach (var certificate in Certificates(before))
                {
                    _byCertificate.Remove(certificate);
                }
            }

            _byNumber[person.Number] = person;
            foreach (var certificate in Certificates(person))
            {
                _byCertificate[certificate] = person;
            }
        }
    }

    /// <summary>Adds invented persons up to so many: number i is the same in every center (see <see cref="Invented"/>).</summary>
    public void AddInvented(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            Add(Invented(i));
        }
    }

    /// <summary>
    /// An invented person: number 9999990000000000 and i in four digits, identity number with an area that does not exist and a
    /// check digit that is wrong, card C000i with serial S000i, token EC000i. Odd ones are employed and insured in 990001 with 500.00 in the
    /// account, and have a second row in 990002; even ones are residents of 990001.
    /// </summary>
    public static MockPerson Invented(int i)
    {
        var four = i.ToString("D4", CultureInfo.InvariantCulture);
        var employed = i % 2 == 1;
        return new MockPerson
        {
            Number = "9999990000000000" + four,
            Name = "示例" + four,
            CertificateNumber = "99999919900101" + four[1..] + WrongCheckDigit("99999919900101" + four[1..]),
            Gender = employed ? "1" : "2",
            CardNumber = "C" + four,
            CardSerial = "S" + four,
            Tokens = ["EC" + four],
            Insurances = employed
                ?
                [
                    new MockInsurance { Type = "310", Area = "990001", Balance = 500m, Employer = "示例单位" },
                    new MockInsurance { Type = "390", Area = "990002", PersonType = "15" },
                ]
                : [new MockInsurance { Type = "390", Area = "990001", PersonType = "15" }],
        };
    }

    /// <summary>Forgets everybody.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _byNumber.Clear();
            _byCertificate.Clear();
            _firstUse.Clear();
        }
    }

    internal MockPerson? Find(string number)
    {
        lock (_gate)
        {
            return _byNumber.GetValueOrDefault(number);
        }
    }

    /// <summary>Whom a certificate identifies. A kind that no list knows is taken for an identity paper, as kind 99 is.</summary>
    internal MockPerson? FindByCertificate(string kind, string certificate, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (kind == "01" && TokenLife is { } life && _byCertificate.ContainsKey(Key(kind, certificate)))
            {
                _firstUse.TryAdd(certificate, now);
                if (now - _firstUse[certificate] > life)
                {
                    return null;
                }
            }

            return _byCertificate.GetValueOrDefault(Key(kind, certificate));
        }
    }

    private static IEnumerable<string> Certificates(MockPerson person)
    {
        yield return Key("02", person.CertificateNumber);
        if (person.CardNumber.Length > 0)
        {
            yield return Key("03", person.CardNumber);
        }

        foreach (var token in person.Tokens)
        {
            yield return Key("01", token);
        }
    }

    private static string Key(string kind, string certificate) => (kind is "01" or "03" ? kind : "02") + "|" + certificate;

    // The digit after the right one, so that no invented number can be somebody's.
    private static char WrongCheckDigit(string first17)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var right = (12 - (first17.Select((c, i) => (c - '0') * weights[i]).Sum() % 11)) % 11;
        return "0123456789"[right < 9 ? right + 1 : 0];
    }
}
