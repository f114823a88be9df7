using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>A request with a name and lines; enough of a standard to send.</summary>
public sealed class FakeRequest : StandardRequest
{
    public string? Name { get; set; }

    public List<string>? Lines { get; set; }

    internal override void Visit(FieldVisitor visitor)
    {
    }

    internal override void ReadField(int field, ref Utf8JsonReader json, RecordReader reader) => json.Skip();
}

/// <summary>An answer that keeps its rows and one number.</summary>
public sealed class FakeAnswer : StandardAnswer
{
    public string? SetlId { get; set; }

    public List<string> Rows { get; } = new();

    internal override void Visit(FieldVisitor visitor)
    {
    }

    internal override void ReadField(int field, ref Utf8JsonReader json, RecordReader reader) => json.Skip();
}

internal static class FakeOperations
{
    internal static readonly Operation<FakeRequest, FakeAnswer> Query = new()
    {
        Code = "1101", Stem = "ReadPerson", Kind = OperationKind.Query, Repeat = RepeatRule.Safe, ChineseName = "人员信息获取",
    };

    internal static readonly Operation<FakeRequest, FakeAnswer> Command = new()
    {
        Code = "2207", Stem = "Settle", Kind = OperationKind.Command, Repeat = RepeatRule.Never, ChangesCenter = true, MovesMoney = true,
        ConfirmedBy = new[] { new ConfirmingQuery("3202", "", "", "", "good") },
        UndoneBy = new[] { new UndoingTransaction("2601", "after a lost answer") },
    };

    internal static readonly Operation<FakeRequest, FakeAnswer> Upload = new()
    {
        Code = "3505A", Stem = "UploadSalesBatch", Kind = OperationKind.Upload, Repeat = RepeatRule.AfterQuery, ChangesCenter = true,
    };

    internal static readonly Operation<FakeRequest, FakeAnswer> SignIn = new()
    {
        Code = "9001", Stem = "SignIn", Kind = OperationKind.Session, Repeat = RepeatRule.Safe, ChangesCenter = true,
    };

    internal static readonly Operation<FakeRequest, FakeAnswer> Download = new()
    {
        Code = "9102", Stem = "Download", Kind = OperationKind.File, Repeat = RepeatRule.Safe,
    };

    internal static readonly Operation<FakeRequest, FakeAnswer>[] All = { Query, Command, Upload, SignIn, Download };
}

/// <summary>A codec by hand: name is required, lines go out as data, rows come back as result.</summary>
internal sealed class FakeCodec : ICodec
{
    internal bool ThrowsOnRead { get; set; }

    public string NumberOf(Operation operation) => operation.Code;

    public Operation? Find(string number) => FakeOperations.All.FirstOrDefault(o => o.Code == number);

    public TransactionPlan PlanOf(Operation operation) => throw new NotSupportedException("The fake standard has no tables.");

    public IReadOnlyList<ValidationError> Check(Operation operation, StandardRequest request)
    {
        var errors = new List<ValidationError>();
        var fake = (FakeRequest)request;
        if (fake.Name == "")
        {
            errors.Add(new ValidationError("INS1001", "input.data.name", "name", "required", "姓名 is required"));
        }

        if (fake.Name == "unavailable")
        {
            errors.Add(new ValidationError("INS1100", "transactions.3302.nodes.input", "data", "configuration", "the node's name is not decided"));
        }

        if (fake.Name == "odd")
        {
            errors.Add(new ValidationError("INS1009", "input.data.name", "name", "code", "is on no list", isWarning: true));
        }

        return errors;
    }

    public void WriteInput(Operation operation, StandardRequest request, PooledBytes to)
    {
        var fake = (FakeRequest)request;
        using var json = new Utf8JsonWriter(to, WireJson.Writer);
        json.WriteStartObject();
        json.WriteStartObject("data");
        if (fake.Name is not null)
        {
            json.WriteString("name", fake.Name);
        }

        json.WriteEndObject();
        if (fake.Lines is not null)
        {
            json.WriteStartArray("lines");
            fake.Lines.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public StandardRequest ReadInput(Operation operation, ReadOnlySpan<byte> json, List<Deviation> deviations)
    {
        using var document = JsonDocument.Parse(json.ToArray());
        var request = new FakeRequest();
        if (document.RootElement.TryGetProperty("data", out var data) && data.TryGetProperty("name", out var name))
        {
            request.Name = name.GetString();
        }

        if (document.RootElement.TryGetProperty("strange", out _))
        {
            deviations.Add(new Deviation("INS2101", "input.strange", "is no known field"));
        }

        return request;
    }

    public StandardAnswer ReadOutput(Operation operation, ReadOnlySpan<byte> json, List<Deviation> deviations)
    {
        if (ThrowsOnRead)
        {
            throw new FormatException("broken codec");
        }

        var answer = new FakeAnswer();
        using var document = JsonDocument.Parse(json.ToArray());
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            if (document.RootElement.TryGetProperty("setl_id", out var id))
            {
                answer.SetlId = id.ToString();
            }

            if (document.RootElement.TryGetProperty("rows", out var rows))
            {
                answer.Rows.AddRange(rows.EnumerateArray().Select(r => r.GetString()!));
            }
        }

        return answer;
    }

    public StandardAnswer ReadOutput(Operation operation, ref Utf8JsonReader json, List<Deviation> deviations)
    {
        using var document = JsonDocument.ParseValue(ref json);
        return ReadOutput(operation, JsonSerializer.SerializeToUtf8Bytes(document.RootElement), deviations);
    }

    public int LineCount(Operation operation, StandardRequest request) => ((FakeRequest)request).Lines?.Count ?? -1;

    public StandardRequest Slice(Operation operation, StandardRequest request, int start, int count)
        => new FakeRequest { Name = ((FakeRequest)request).Name, Lines = ((FakeRequest)request).Lines!.GetRange(start, count) };

    /// <summary>A row "no:x" refuses the line whose text is x.</summary>
    public IReadOnlyList<LineResult> ReadLines(Operation operation, StandardRequest request, StandardAnswer answer, int offset, string messageId, List<Deviation> deviations)
    {
        var rows = ((FakeAnswer)answer).Rows;
        return (((FakeRequest)request).Lines ?? new())
            .Select((line, i) => rows.Contains("no:" + line)
                ? new LineResult(offset + i, LineState.Refused, "库存不足", messageId)
                : new LineResult(offset + i, LineState.Accepted, null, messageId))
            .ToList();
    }

    public void Merge(Operation operation, StandardAnswer first, StandardAnswer later) => ((FakeAnswer)first).Rows.AddRange(((FakeAnswer)later).Rows);
}
