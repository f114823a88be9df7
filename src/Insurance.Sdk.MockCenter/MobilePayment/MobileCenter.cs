using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>The way of one message at the payment platform: open, check the fields against the Spec, work it, seal the answer.</summary>
internal sealed class MobileCenter
{
    private readonly MockMobilePayment _options;
    private readonly MobileSeal _seal;
    private readonly SpecChecker _checker;
    private readonly Dictionary<string, TransactionView> _transactions;

    internal MobileCenter(MockMobilePayment options, MockCenterOptions center, CenterLedger ledger)
    {
        _options = options;
        var standard = StandardSpec.Current;
        var edition = standard.Edition(center.Edition, center.Corrections);
        _transactions = MockMobilePayment.Numbers.Select(n => edition.Find(n)!).ToDictionary(t => t.Number, StringComparer.Ordinal);

        // Clients of this channel send every scalar as text and leave empty fields out: that is what the signature wants.
        _checker = new SpecChecker(standard, edition, new MockCenterOptions { NumberAsText = Strictness.Allow, CodeLists = center.CodeLists, UnknownFields = center.UnknownFields, NullValues = center.NullValues });
        _seal = new MobileSeal(options, center.TimeProvider);
        Handlers = new MobileHandlers(options, () => ledger.For("mobile:" + options.AppId), center.TimeProvider);
        Orders = new MockMobileOrders(options, _seal, Handlers, center.TimeProvider);
    }

    internal MobileHandlers Handlers { get; }

    internal MockMobileOrders Orders { get; }

    /// <summary>The number behind a path; null where the path is not the platform's.</summary>
    internal string? NumberOf(string path) => MockMobilePayment.Numbers.FirstOrDefault(n => path == _options.PathOf(n));

    /// <summary>Works a message.</summary>
    /// <returns>The answer, and why it was refused: null where it was accepted.</returns>
    internal (JsonObject Answer, string? Refusal) Process(string number, byte[] body, bool spoilSignature)
    {
        if (_seal.Open(body, out var message) is { } wrong)
        {
            return (Refused(wrong, spoilSignature), wrong);
        }

        var read = _checker.Check(_transactions[number], new JsonObject { ["data"] = message["data"]?.DeepClone() });
        if (read.Errors.Count > 0)
        {
            var errors = string.Join("；", read.Errors);
            return (Refused(errors, spoilSignature), errors);
        }

        var said = Handlers.Work(number, read.Roots[0]);
        return said.Refusal is { } refusal
            ? (Refused(refusal, spoilSignature), refusal)
            : (_seal.Seal(said.Data, "0", "成功", spoilSignature), null);
    }

    private JsonObject Refused(string reason, bool spoilSignature)
        => _options.SignRefusals || spoilSignature
            ? _seal.Seal(null, "-1", reason, spoilSignature)
            : new JsonObject { ["code"] = "-1", ["message"] = reason, ["success"] = false };
}
