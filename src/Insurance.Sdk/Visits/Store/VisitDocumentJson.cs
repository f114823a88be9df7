using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Insurance.Sdk.Visits;

/// <summary>The document of a visit as bytes. Members that are empty are left out; unknown ones of a later version are an error, so that nothing is lost.</summary>
internal static class VisitDocumentJson
{
    private const int Version = 1;

    internal static byte[] Write(VisitDocument visit)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, WireJson.Writer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteNumber("kind", (int)visit.Kind);
            json.WriteNumber("stage", (int)visit.Stage);
            Text(json, "psn_no", visit.PersonNumber);
            Text(json, "insutype", visit.InsuranceType);
            Text(json, "psn_type", visit.PersonType);
            Text(json, "insuplc_admdvs", visit.InsuredArea);
            Text(json, "mdtrt_cert_type", visit.CredentialType);
            Text(json, "mdtrt_id", visit.CenterVisitId);
            Text(json, "med_type", visit.MedType);
            Time(json, "begntime", visit.Begin);
            Time(json, "endtime", visit.End);
            List(json, "unsettled", visit.Unsettled, Write);
            List(json, "settlements", visit.Settlements, Write);
            if (visit.Pending is { } pending)
            {
                json.WriteStartObject("pending");
                Write(json, pending);
                json.WriteEndObject();
            }

            Texts(json, "toConfirm", visit.ToConfirm);
            List(json, "history", visit.History, Write);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no visit, or a later version wrote them.</exception>
    internal static VisitDocument Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            if (json.GetProperty("v").GetInt32() is var version && version != Version)
            {
                throw new InvalidDataException("The visit was written by a newer version of Insurance.Sdk (document version " + version.ToString(CultureInfo.InvariantCulture) + "); update this program, nothing was changed");
            }

            return new VisitDocument
            {
                Kind = (VisitKind)json.GetProperty("kind").GetInt32(),
                Stage = (VisitStage)json.GetProperty("stage").GetInt32(),
                PersonNumber = Text(json, "psn_no"),
                InsuranceType = Text(json, "insutype"),
                PersonType = Text(json, "psn_type"),
                InsuredArea = Text(json, "insuplc_admdvs"),
                CredentialType = Text(json, "mdtrt_cert_type"),
                CenterVisitId = Text(json, "mdtrt_id"),
                MedType = Text(json, "med_type"),
                Begin = Time(json, "begntime"),
                End = Time(json, "endtime"),
                Unsettled = List(json, "unsettled", ReadBatch),
                Settlements = List(json, "settlements", ReadSettlement),
                Pending = json.TryGetProperty("pending", out var pending) ? ReadPending(pending) : null,
                ToConfirm = Texts(json, "toConfirm"),
                History = List(json, "history", ReadEvent),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("The stored visit cannot be read (" + e.GetType().Name + ")", e);
        }
    }

    private static void Write(Utf8JsonWriter json, FeeBatch batch)
    {
        Text(json, "chrg_bchno", batch.Number);
        json.WriteNumber("lines", batch.Lines);
        Number(json, "total", batch.Total);
        Trial(json, "trial", batch.Trial);
    }

    private static FeeBatch ReadBatch(JsonElement json) => new()
    {
        Number = Text(json, "chrg_bchno"),
        Lines = json.GetProperty("lines").GetInt32(),
        Total = Number(json, "total"),
        Trial = Trial(json, "trial"),
    };

    private static void Write(Utf8JsonWriter json, VisitSettlement settlement)
    {
        Text(json, "msgid", settlement.MessageId);
        Text(json, "setl_id", settlement.SettlementId);
        Text(json, "chrg_bchno", settlement.BatchNumber);
        Flag(json, "interim", settlement.IsInterim);
        json.WriteNumber("lines", settlement.Lines);
        Number(json, "total", settlement.Total);
        Amounts(json, settlement.Amounts);
        Trial(json, "agreed", settlement.Agreed);
        Time(json, "setl_time", settlement.SettledAt);
        Text(json, "clr_type", settlement.ClearingType);
        Text(json, "clr_optins", settlement.ClearingOffice);
        json.WriteNumber("fate", (int)settlement.Fate);
        Text(json, "refundMsgid", settlement.RefundMessageId);
        Text(json, "refundSetlId", settlement.RefundSettlementId);
    }

    private static VisitSettlement ReadSettlement(JsonElement json) => new()
    {
        MessageId = Text(json, "msgid"),
        SettlementId = Text(json, "setl_id"),
        BatchNumber = Text(json, "chrg_bchno"),
        IsInterim = Flag(json, "interim"),
        Lines = json.GetProperty("lines").GetInt32(),
        Total = Number(json, "total"),
        Amounts = Amounts(json),
        Agreed = Trial(json, "agreed"),
        SettledAt = Time(json, "setl_time"),
        ClearingType = Text(json, "clr_type"),
        ClearingOffice = Text(json, "clr_optins"),
        Fate = (SettlementFate)json.GetProperty("fate").GetInt32(),
        RefundMessageId = Text(json, "refundMsgid"),
        RefundSettlementId = Text(json, "refundSetlId"),
    };

    private static void Write(Utf8JsonWriter json, PendingStep pending)
    {
        Text(json, "msgid", pending.MessageId);
        json.WriteNumber("step", (int)pending.Step);
        Text(json, "code", pending.Code);
        Text(json, "operation", pending.OperationKey);
        json.WriteNumber("at", pending.At.ToUnixTimeMilliseconds());
        json.WriteNumber("limit", (long)pending.Limit.TotalMilliseconds);
        Text(json, "opter", pending.OperatorCode);
        Text(json, "chrg_bchno", pending.BatchNumber);
        Text(json, "settlement", pending.SettlementMessageId);
        Flag(json, "interim", pending.IsInterim);
        json.WriteNumber("lines", pending.Lines);
        Number(json, "total", pending.Total);
        Texts(json, "serials", pending.Serials);
        Text(json, "med_type", pending.MedType);
        Time(json, "begntime", pending.Begin);
        Time(json, "endtime", pending.End);
    }

    private static PendingStep ReadPending(JsonElement json) => new()
    {
        MessageId = Text(json, "msgid"),
        Step = (VisitStep)json.GetProperty("step").GetInt32(),
        Code = Text(json, "code"),
        OperationKey = Text(json, "operation"),
        At = Instant(json, "at"),
        Limit = TimeSpan.FromMilliseconds(json.GetProperty("limit").GetInt64()),
        OperatorCode = Text(json, "opter"),
        BatchNumber = Text(json, "chrg_bchno"),
        SettlementMessageId = Text(json, "settlement"),
        IsInterim = Flag(json, "interim"),
        Lines = json.GetProperty("lines").GetInt32(),
        Total = Number(json, "total"),
        Serials = Texts(json, "serials"),
        MedType = Text(json, "med_type"),
        Begin = Time(json, "begntime"),
        End = Time(json, "endtime"),
    };

    private static void Write(Utf8JsonWriter json, VisitEvent what)
    {
        json.WriteNumber("at", what.At.ToUnixTimeMilliseconds());
        json.WriteNumber("step", (int)what.Step);
        Text(json, "code", what.Code);
        Text(json, "msgid", what.MessageId);
        Text(json, "who", what.Who);
        Text(json, "what", what.What);
    }

    private static VisitEvent ReadEvent(JsonElement json)
        => new(Instant(json, "at"), (VisitStep)json.GetProperty("step").GetInt32(), Text(json, "code"), Text(json, "msgid"), Text(json, "who"), Text(json, "what"));

    private static void Trial(Utf8JsonWriter json, string name, TrialNote? trial)
    {
        if (trial is null)
        {
            return;
        }

        json.WriteStartObject(name);
        Text(json, "msgid", trial.MessageId);
        Flag(json, "interim", trial.IsInterim);
        Amounts(json, trial.Amounts);
        Text(json, "clr_type", trial.ClearingType);
        Text(json, "clr_optins", trial.ClearingOffice);
        json.WriteEndObject();
    }

    private static TrialNote? Trial(JsonElement json, string name) => !json.TryGetProperty(name, out var trial) ? null : new TrialNote
    {
        MessageId = Text(trial, "msgid"),
        IsInterim = Flag(trial, "interim"),
        Amounts = Amounts(trial),
        ClearingType = Text(trial, "clr_type"),
        ClearingOffice = Text(trial, "clr_optins"),
    };

    private static void Amounts(Utf8JsonWriter json, SettlementAmounts amounts)
    {
        json.WriteStartObject("amounts");
        foreach (var code in SettlementAmounts.Codes)
        {
            if (amounts[code] is { } amount)
            {
                Number(json, code, amount);
            }
        }

        json.WriteEndObject();
    }

    private static SettlementAmounts Amounts(JsonElement json)
        => new(json.GetProperty("amounts").EnumerateObject().ToDictionary(a => a.Name, a => a.Value.GetDecimal(), StringComparer.Ordinal));

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static List<T> List<T>(JsonElement json, string name, Func<JsonElement, T> read)
        => json.TryGetProperty(name, out var items) ? items.EnumerateArray().Select(read).ToList() : new List<T>();

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static List<string> Texts(JsonElement json, string name)
        => json.TryGetProperty(name, out var items) ? items.EnumerateArray().Select(i => i.GetString() ?? "").ToList() : new List<string>();

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static void Number(Utf8JsonWriter json, string name, decimal value) => json.WriteNumber(name, value);

    private static decimal Number(JsonElement json, string name) => json.GetProperty(name).GetDecimal();

    private static void Flag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, true);
        }
    }

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetBoolean();

    private static void Time(Utf8JsonWriter json, string name, ChinaTime? value)
    {
        if (value is { } time)
        {
            json.WriteString(name, time.ToString());
        }
    }

    private static ChinaTime? Time(JsonElement json, string name) => json.TryGetProperty(name, out var value) && ChinaTime.TryParse(value.GetString(), out var time) ? time : null;

    private static DateTimeOffset Instant(JsonElement json, string name) => DateTimeOffset.FromUnixTimeMilliseconds(json.GetProperty(name).GetInt64()).ToOffset(ChinaTime.Offset);
}
