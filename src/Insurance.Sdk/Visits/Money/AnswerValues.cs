using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>Values of an answer by field code, whatever its type: six transactions answer with the same settlement, and a query may have given it back in its own words.</summary>
internal sealed class AnswerValues
{
    internal static AnswerValues Empty() => new(new List<Dictionary<string, string>>());

    /// <summary>Other names of the same amount in other tables: 2208 has a slip of the pen, 5203 words of its own.</summary>
    private static readonly Dictionary<string, string[]> Aliases = new()
    {
        ["psn_cash_pay"] = new[] { "pdn_cash_pay", "cash_payamt" },
        ["psn_part_amt"] = new[] { "psn_pay" },
    };

    private readonly List<Dictionary<string, string>> _rows;
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);

    private AnswerValues(List<Dictionary<string, string>> rows) => _rows = rows;

    internal static AnswerValues Of(TransactionPlan plan, StandardAnswer answer) => new(RowCollector.RowsOf(answer, plan.Output));

    /// <summary>The same with ids that are known from elsewhere, used where the answer has none.</summary>
    internal AnswerValues With(string code, string value)
    {
        _keys[FieldName.Normal(code)] = value;
        return this;
    }

    /// <summary>A value of the first node that has it; null where none has.</summary>
    internal string? Text(string code)
    {
        var name = FieldName.Normal(code);
        return _rows.Find(r => r.ContainsKey(name)) is { } row ? row[name] : _keys.TryGetValue(name, out var key) ? key : null;
    }

    internal ChinaTime? Time(string code) => ChinaTime.TryParse(Text(code), out var time) ? time : null;

    internal int Rows(string code)
    {
        var name = FieldName.Normal(code);
        return _rows.Count(r => r.ContainsKey(name));
    }

    internal SettlementAmounts Amounts()
    {
        var amounts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (_rows.Find(r => r.ContainsKey("medfeesumamt")) is not { } info)
        {
            return SettlementAmounts.None;
        }

        foreach (var code in SettlementAmounts.Codes)
        {
            if (Number(info, code) is { } amount)
            {
                amounts[code] = amount;
            }
        }

        return new SettlementAmounts(amounts);
    }

    internal IReadOnlyList<FundShare> Funds() => _rows.Where(r => r.ContainsKey("fundpaytype") && r.ContainsKey("fundpayamt"))
        .Select(r => new FundShare(r["fundpaytype"], r.TryGetValue("fundpaytypename", out var name) ? name : "", Number(r, "fund_payamt"), Number(r, "inscp_scp_amt"), Number(r, "crt_payb_lmt_amt")))
        .ToList();

    private static decimal? Number(Dictionary<string, string> row, string code)
    {
        foreach (var name in new[] { code }.Concat(Aliases.TryGetValue(code, out var others) ? others : Array.Empty<string>()))
        {
            if (row.TryGetValue(FieldName.Normal(name), out var text) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }
}
