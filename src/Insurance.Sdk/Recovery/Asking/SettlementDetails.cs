using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Recovery;

/// <summary>What 5203 says of a settlement whose setl_id is known.</summary>
/// <param name="Info">The answer; null where none came.</param>
/// <param name="Problem">Why it cannot be taken over; "" where it can.</param>
/// <param name="IsAway">True where asking again may help.</param>
internal sealed record SettlementDetails(RecordTree? Info, string Problem, bool IsAway)
{
    /// <summary>True where the center itself, or somebody there, has refunded it.</summary>
    internal bool IsRefunded => Info?.Deep("refd_setl_flag") == "1";

    internal static async Task<SettlementDetails> ReadAsync(InsuranceClient client, LostCall lost, string settlement, string? visit, string? person, CancellationToken cancellationToken)
    {
        var operation = Operations.GetSettlement;
        var input = new Dictionary<string, string>(StringComparer.Ordinal) { ["setl_id"] = settlement };
        foreach (var (code, value) in new[] { ("mdtrt_id", visit ?? lost.Request.Deep("mdtrt_id")), ("psn_no", person ?? lost.Request.Deep("psn_no")) })
        {
            if (value is { Length: > 0 })
            {
                input[code] = value;
            }
        }

        try
        {
            var call = new CallOptions { InsuredArea = lost.Entry.InsuredArea.Length > 0 ? lost.Entry.InsuredArea : null };
            var raw = await client.InvokeAsync(client.Inside.NumberOf(operation), InputComposer.Write(client.Inside, operation, new[] { input }), call, cancellationToken: cancellationToken).ConfigureAwait(false);
            var plan = client.Inside.Codec.PlanOf(operation).Output;
            var info = RecordTree.Of(client.Inside.Codec.ReadOutput(operation, Encoding.UTF8.GetBytes(raw.OutputJson), new List<Deviation>()), plan);
            return new SettlementDetails(info, Check(info, lost, settlement), false);
        }
        catch (Exception e) when (e is RefusedException or ConfigurationException or ValidationException)
        {
            return new SettlementDetails(null, "5203 does not give its details (" + e.GetType().Name + ")", false);
        }
        catch (InsuranceException e)
        {
            return new SettlementDetails(null, "5203 gave no answer (" + e.GetType().Name + ")", true);
        }
    }

    /// <summary>A settlement with another sum or visit is not the one that was sent, whatever led to it.</summary>
    private static string Check(RecordTree info, LostCall lost, string settlement)
    {
        if (info.Deep("setl_id") != settlement)
        {
            return "5203 does not show the settlement";
        }

        foreach (var code in new[] { "mdtrt_id", "psn_no", "insutype" })
        {
            if (lost.Request.Deep(code) is { } sent && info.Deep(code) is { } shown && sent != shown)
            {
                return "5203 shows a settlement with another " + code;
            }
        }

        return lost.Operation!.Kind != OperationKind.Reversal && lost.Request.Deep("medfee_sumamt") is { } sum && info.Deep("medfee_sumamt") is { } total && Amount(sum) != Amount(total)
            ? "5203 shows a settlement with another medfee_sumamt"
            : "";
    }

    private static decimal? Amount(string text)
        => decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;
}

/// <summary>Writes the answer that was lost again, as far as queries gave its fields back.</summary>
internal static class AnswerRebuilt
{
    // 5203 has other names for two amounts of a settlement's answer.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal) { ["psn_part_amt"] = "psn_pay", ["psn_cash_pay"] = "cash_payamt" };

    /// <summary>The output as JSON; empty where nothing of it is known.</summary>
    internal static byte[] Write(ClientInside inside, Operation operation, params RecordTree?[] sources)
    {
        var known = sources.Where(s => s is not null).Select(s => s!).ToList();
        using var buffer = new MemoryStream();
        var any = false;
        using (var json = new Utf8JsonWriter(buffer, WireJson.Writer))
        {
            json.WriteStartObject();
            var root = inside.Codec.PlanOf(operation).Output;
            any |= Fields(json, root, known);
            foreach (var node in root.Fields.Where(f => f.Child is not null).Select(f => f.Child!))
            {
                any |= Node(json, node, known);
            }

            json.WriteEndObject();
        }

        return any ? buffer.ToArray() : Array.Empty<byte>();
    }

    private static bool Node(Utf8JsonWriter json, NodePlan node, List<RecordTree> known)
    {
        var named = known.SelectMany(k => k.All).Where(r => FieldName.Same(r.Node, node.Id)).ToList();
        if (node.IsMany)
        {
            var rows = named.Where(r => node.Fields.Exists(f => f.Child is null && Value(f.Code, new[] { r }) is not null)).ToList();
            if (rows.Count == 0)
            {
                return false;
            }

            json.WriteStartArray(node.Id);
            foreach (var row in rows)
            {
                json.WriteStartObject();
                Fields(json, node, new List<RecordTree> { row });
                json.WriteEndObject();
            }

            json.WriteEndArray();
            return true;
        }

        var from = named.Concat(known).ToList();
        if (!node.Fields.Exists(f => f.Child is null && Value(f.Code, from) is not null))
        {
            return false;
        }

        json.WriteStartObject(node.Id);
        Fields(json, node, from);
        json.WriteEndObject();
        return true;
    }

    private static bool Fields(Utf8JsonWriter json, NodePlan node, IReadOnlyList<RecordTree> from)
    {
        var any = false;
        foreach (var field in node.Fields.Where(f => f.Child is null))
        {
            if (Value(field.Code, from) is { } value)
            {
                json.WriteString(field.Code, value);
                any = true;
            }
        }

        return any;
    }

    private static string? Value(string code, IReadOnlyList<RecordTree> from)
        => from.Select(r => r.Own(code)).FirstOrDefault(v => v is not null)
            ?? (OtherNames.TryGetValue(code, out var other) ? from.Select(r => r.Own(other)).FirstOrDefault(v => v is not null) : null);
}
