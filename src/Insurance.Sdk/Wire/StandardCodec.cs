using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk;

/// <summary>How the codec treats what the standard leaves open.</summary>
internal sealed class CodecSettings
{
    /// <summary>A code outside its list is an error instead of a warning.</summary>
    internal bool CodeListsFail { get; init; }

    /// <summary>Unset fields go out as "" and "0" instead of not at all.</summary>
    internal bool SendEmptyFields { get; init; }

    /// <summary>A result row without retRslt counts as refused instead of accepted.</summary>
    internal bool MissingLineResultIsRefusal { get; init; }

    /// <summary>How 9101 writes its file.</summary>
    internal FileUploadForm UploadForm { get; init; } = FileUploadForm.Base64;
}

/// <summary>Checks, writes and reads transactions as one edition, with a hospital's corrections laid over it, wants them.</summary>
internal sealed class StandardCodec : ICodec
{
    private readonly EditionRules _rules;
    private readonly CodecSettings _settings;

    internal StandardCodec(EditionRules rules, CodecSettings? settings = null)
    {
        _rules = rules;
        _settings = settings ?? new CodecSettings();
    }

    internal EditionRules Rules => _rules;

    /// <summary>The number under which the meaning goes out in this edition.</summary>
    public string NumberOf(Operation operation) => _rules.Plan(operation).Number;

    /// <summary>The meaning of a number in this edition; null where the standard has none.</summary>
    public Operation? Find(string number) => _rules.Find(number);

    /// <summary>The transaction as the edition, with the hospital's corrections, has it.</summary>
    public TransactionPlan PlanOf(Operation operation) => _rules.Plan(operation);

    /// <summary>Every broken rule; warnings are marked. Also: not available in the edition, undecided node name, no public table (rule "configuration").</summary>
    public IReadOnlyList<ValidationError> Check(Operation operation, StandardRequest request)
    {
        var plan = _rules.Plan(operation);
        if (plan.Available == "no")
        {
            return new[]
            {
                new ValidationError("INS1011", "transactions." + plan.Number + ".available", plan.Number, "configuration",
                    "the edition " + _rules.Name + " does not have " + plan.Number + " " + operation.ChineseName + "; if the center says otherwise, set \"available\": \"yes\" in the corrections file"),
            };
        }

        if (plan.Undecided.Count > 0)
        {
            return plan.Undecided;
        }

        return CheckFields(operation, request);
    }

    /// <summary>The rules of the tables alone, whether or not the edition has the transaction.</summary>
    internal List<ValidationError> CheckFields(Operation operation, StandardRequest request)
        => new RuleChecker(_rules, _settings.CodeListsFail, _rules.Plan(operation).Input).Check(request);

    /// <summary>Writes the value of <c>input</c> behind what is there.</summary>
    public void WriteInput(Operation operation, StandardRequest request, PooledBytes to)
        => new RecordWriter(new InputJson(to), _rules.Plan(operation).Input, _settings.SendEmptyFields, operation.Key == "9101" ? _settings.UploadForm : FileUploadForm.Base64).WriteRoot(request);

    /// <summary>Reads the value of <c>input</c>; oddities (wrong kind of value, unknown field) are listed.</summary>
    public StandardRequest ReadInput(Operation operation, ReadOnlySpan<byte> json, List<Deviation> deviations)
    {
        var request = operation.NewRequest();
        ReadSide(_rules.Plan(operation).Input, "input", request, json, deviations);
        return request;
    }

    /// <summary>Reads the value of <c>output</c> (object, array, null, "", "null"); never throws for what a center may send as JSON.</summary>
    public StandardAnswer ReadOutput(Operation operation, ReadOnlySpan<byte> json, List<Deviation> deviations)
    {
        var answer = operation.NewAnswer();
        ReadSide(_rules.Plan(operation).Output, "output", answer, json, deviations);
        return answer;
    }

    /// <summary>Reads the object the reader stands on as the value of <c>output</c>, to its end.</summary>
    public StandardAnswer ReadOutput(Operation operation, ref Utf8JsonReader json, List<Deviation> deviations)
    {
        var answer = operation.NewAnswer();
        new RecordReader(_rules.Plan(operation).Output, "output", deviations).ReadRoot(answer, ref json);
        return answer;
    }

    /// <summary>Number of lines of a request whose only root node has many rows; -1 where the request is no list of lines.</summary>
    public int LineCount(Operation operation, StandardRequest request) => operation.ChangesCenter ? request.LineCount : -1;

    /// <summary>The same request with some of its lines.</summary>
    public StandardRequest Slice(Operation operation, StandardRequest request, int start, int count)
    {
        var part = request.Slice(start, count);
        if (request.ExtraOrNull is { Count: > 0 } extra)
        {
            foreach (var item in extra.Items)
            {
                part.Extra.Keep(item.Key, item.Value);
            }
        }

        return part;
    }

    /// <summary>Line results of an accepted answer, joined to the lines of the request by their keys; indexes count from <paramref name="offset"/>.
    /// A request that is no list has one line where the answer holds a verdict (retRslt), and none otherwise.</summary>
    public IReadOnlyList<LineResult> ReadLines(Operation operation, StandardRequest request, StandardAnswer answer, int offset, string messageId, List<Deviation> deviations)
    {
        var plan = _rules.Plan(operation);
        var joiner = new LineJoiner(plan, _settings.MissingLineResultIsRefusal, deviations);
        return LineCount(operation, request) < 0 ? joiner.OfWhole(answer, messageId) : joiner.Join(request, answer, offset, messageId);
    }

    /// <summary>Adds the rows of a later chunk's answer to the first one.</summary>
    public void Merge(Operation operation, StandardAnswer first, StandardAnswer later)
    {
        first.Append(later);
        foreach (var item in later.ExtraOrNull?.Items ?? Array.Empty<KeyValuePair<string, string>>())
        {
            var key = item.Key;
            for (var copy = 2; first.Extra.GetJson(key) is { } known && known != item.Value; copy++)
            {
                key = item.Key + "#" + copy.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            first.Extra.Keep(key, item.Value);
        }
    }

    private static void ReadSide(NodePlan root, string side, StandardRecord record, ReadOnlySpan<byte> json, List<Deviation> deviations)
    {
        try
        {
            var reader = new Utf8JsonReader(json, RecordReader.ReaderOptions);
            if (!reader.Read())
            {
                return;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    new RecordReader(root, side, deviations).ReadRoot(record, ref reader);
                    break;
                case JsonTokenType.StartArray:
                    ReadRootArray(root, side, record, json, deviations);
                    break;
                case JsonTokenType.Null:
                    break;
                case JsonTokenType.String:
                    ReadRootText(root, side, record, reader.GetString() ?? "", deviations);
                    break;
                default:
                    deviations.Add(new Deviation("INS2114", side, "a bare value came where an object was expected; it is kept in Extra"));
                    record.Extra.Keep(side, Encoding.UTF8.GetString(json.ToArray()));
                    break;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            if (record is StandardAnswer answer)
            {
                answer.IsIncomplete = true;
            }

            deviations.Add(new Deviation("INS2115", side, "the value is no readable JSON beyond some point; what stands before it was read"));
        }
    }

    /// <summary>Rows directly under output: they belong to the only node that has many rows.</summary>
    private static void ReadRootArray(NodePlan root, string side, StandardRecord record, ReadOnlySpan<byte> json, List<Deviation> deviations)
    {
        var field = root.Fields.FindIndex(f => f.Child is { IsMany: true, Parent: null });
        var holder = field >= 0 && field < root.TypedCount ? root.Fields[field] : null;
        if (holder is null)
        {
            ReadFirstOfArray(root, side, record, json, deviations);
            return;
        }

        if (!holder.Child!.RowsAtRoot && holder.WriteAs.Length > 0)
        {
            deviations.Add(new Deviation("INS2112", side, "rows stand directly under " + side + "; they are read as " + holder.Code));
        }

        var name = holder.WriteAs.Length > 0 ? holder.WriteAs : holder.Code;
        var wrapped = Encoding.UTF8.GetBytes("{" + JsonSerializer.Serialize(name, WireJson.Strings.String) + ":" + Encoding.UTF8.GetString(json.ToArray()) + "}");
        var reader = new Utf8JsonReader(wrapped, RecordReader.ReaderOptions);
        reader.Read();
        new RecordReader(root, side, deviations).ReadRoot(record, ref reader);
    }

    private static void ReadFirstOfArray(NodePlan root, string side, StandardRecord record, ReadOnlySpan<byte> json, List<Deviation> deviations)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json.ToArray()), new JsonDocumentOptions { MaxDepth = 256, AllowTrailingCommas = true });
        var count = document.RootElement.GetArrayLength();
        if (count == 0)
        {
            return;
        }

        deviations.Add(new Deviation(count == 1 ? "INS2104" : "INS2105", side, count == 1 ? "the one object came as an array" : "an array came where one object was expected; the first is read, all are kept in Extra"));
        if (count > 1)
        {
            record.Extra.Keep(side + "#rows", document.RootElement.GetRawText());
        }

        if (document.RootElement[0].ValueKind == JsonValueKind.Object)
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(document.RootElement[0].GetRawText()), RecordReader.ReaderOptions);
            reader.Read();
            new RecordReader(root, side, deviations).ReadRoot(record, ref reader);
        }
    }

    private static void ReadRootText(NodePlan root, string side, StandardRecord record, string text, List<Deviation> deviations)
    {
        var inner = text.Trim();
        if (inner.Length == 0)
        {
            return;
        }

        if (inner.Equals("null", StringComparison.OrdinalIgnoreCase))
        {
            deviations.Add(new Deviation("INS2108", side, "the text null came for an empty value"));
        }
        else if (inner[0] is '{' or '[')
        {
            deviations.Add(new Deviation("INS2110", side, "the value came as JSON inside a text"));
            ReadSide(root, side, record, Encoding.UTF8.GetBytes(inner), deviations);
        }
        else
        {
            deviations.Add(new Deviation("INS2114", side, "a bare text came where an object was expected; it is kept in Extra"));
            record.Extra.Keep(side, JsonSerializer.Serialize(text, WireJson.Strings.String));
        }
    }
}
