using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Reconciliation;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.Cli.Mocking;

/// <summary>The member <c>mock</c> of a configuration file: what the mock center does where the real one is unknown.</summary>
internal sealed class MockChoices
{
    private static readonly Dictionary<string, Action<MockCenterOptions, MockChoices, Setting>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["centerPrivateKey"] = (_, c, s) => c.CenterPrivateKey = s.Text,
        ["mobilePrivateKey"] = (_, c, s) => c.MobilePrivateKey = s.Text,
        ["mobileCallback"] = (_, c, s) => c.MobileCallback = s.Text,
        ["institutionCodes"] = (m, _, s) => s.Texts(m.InstitutionCodes),
        ["pathPrefix"] = (m, _, s) => m.PathPrefix = s.Text,
        ["headerHashCase"] = (m, _, s) => m.HeaderHashCase = s.OneOf(("ignore", HeaderHashCase.Ignore), ("lower", HeaderHashCase.Lower), ("upper", HeaderHashCase.Upper)),
        ["clockSkewSeconds"] = (m, _, s) => m.ClockSkewSeconds = s.Number(0, 86400),
        ["nonceMinutes"] = (m, _, s) => m.NonceMinutes = s.Number(0, 1440),
        ["gatewayRefusalStatus"] = (m, _, s) => m.GatewayRefusalStatus = s.Number(200, 599),
        ["infcodeAsText"] = (m, _, s) => m.InfcodeAsText = s.Flag,
        ["duplicateMessageId"] = (m, _, s) => m.DuplicateMessageId = s.Strictness,
        ["messageIdShape"] = (m, _, s) => m.MessageIdShape = s.Strictness,
        ["demandSignIn"] = (m, _, s) => m.DemandSignIn = s.Flag,
        ["numberAsText"] = (m, _, s) => m.NumberAsText = s.Strictness,
        ["codeLists"] = (m, _, s) => m.CodeLists = s.Strictness,
        ["unknownFields"] = (m, _, s) => m.UnknownFields = s.Strictness,
        ["nullValues"] = (m, _, s) => m.NullValues = s.Strictness,
        ["repeatedBatchNumber"] = (m, _, s) => m.RepeatedBatchNumber = s.OneOf(("refuse", RepeatedBatchNumber.Refuse), ("double", RepeatedBatchNumber.Double), ("overwrite", RepeatedBatchNumber.Overwrite)),
        ["lineAnswers"] = (m, _, s) => m.LineAnswers = s.OneOf(
            ("errDetailAll", LineAnswers.ErrDetailAll), ("errDetailFailedOnly", LineAnswers.ErrDetailFailedOnly), ("result", LineAnswers.Result), ("echo", LineAnswers.Echo), ("none", LineAnswers.None)),
        ["strictStock"] = (m, _, s) => m.StrictStock = s.Flag,
        ["catalogueItems"] = (m, _, s) => m.Catalogues.AddAll(s.Number(1, 2_000_000)),
        ["checkMappings"] = (m, _, s) => m.Catalogues.CheckFeeLines = s.Flag,
        ["persons"] = (m, _, s) => MockPeople.Read(m.Persons, s.Path, s.Value),
        ["alreadyUndoneText"] = (m, _, s) => m.Visits.AlreadyUndoneText = s.Text,
        ["repeatedFeeLine"] = (m, _, s) => m.Visits.RepeatedFeeLine = s.OneOf(("refuse", RepeatedFeeLine.Refuse), ("double", RepeatedFeeLine.Double)),
        ["repeatedVisitNumber"] = (m, _, s) => m.Visits.RepeatedVisitNumber = s.Strictness,
        ["otherInsuredArea"] = (m, _, s) => m.Visits.OtherInsuredArea = s.Strictness,
        ["foreignCertificates"] = (m, _, s) => m.Persons.ForeignCertificates = s.Strictness,
        ["unknownReversal"] = (m, _, s) => m.Visits.UnknownReversal = s.Strictness,
        ["resultFileRefusals"] = (m, _, s) => m.Reconciliation.RefusalsBeforeReady = s.Number(0, 1000),
        ["resultFileIds"] = (m, _, s) => m.Reconciliation.IdsOfCenterRows = s.Flag,
        ["resultFileAgreeingRows"] = (m, _, s) => m.Reconciliation.AgreeingRows = s.Flag,
        ["totalsRefundFlag"] = (m, _, s) => m.Reconciliation.TotalsFlag = s.RefundFlag,
        ["detailsRefundFlag"] = (m, _, s) => m.Reconciliation.DetailsFlag = s.RefundFlag,
        ["answeredFromSpec"] = (m, _, s) => s.Texts(m.AnsweredFromSpec),
        ["delaySeconds"] = (m, _, s) => m.DefaultDelay = TimeSpan.FromSeconds(s.Number(0, 86400)),
    };

    /// <summary>Private key of the center for protection sm2-sm4; null where none is given. Secret.</summary>
    internal string? CenterPrivateKey { get; private set; }

    /// <summary>Private key of the payment platform; null where none is given. Secret.</summary>
    internal string? MobilePrivateKey { get; private set; }

    /// <summary>Where the payment platform posts notices to; null posts none.</summary>
    internal string? MobileCallback { get; private set; }

    /// <summary>Reads the member <c>mock</c> of a file that was read as settings before.</summary>
    internal static MockChoices Read(ReadOnlyMemory<byte> json, MockCenterOptions mock)
    {
        var choices = new MockChoices();
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var section = document.RootElement.EnumerateObject().FirstOrDefault(m => m.Name.Equals("mock", StringComparison.OrdinalIgnoreCase)).Value;
        if (section.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return choices;
        }

        if (section.ValueKind != JsonValueKind.Object)
        {
            throw new ConfigurationException("mock", "must be an object with members such as " + string.Join(", ", Known.Keys));
        }

        foreach (var member in section.EnumerateObject())
        {
            if (!Known.TryGetValue(member.Name, out var set))
            {
                throw new ConfigurationException("mock." + member.Name, "is no known setting; the nearest one is " + NearestName.Of(member.Name, Known.Keys));
            }

            set(mock, choices, new Setting("mock." + member.Name, member.Value));
        }

        return choices;
    }

    private readonly record struct Setting(string Path, JsonElement Value)
    {
        internal string Text => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw new ConfigurationException(Path, "must be a text");

        internal bool Flag => Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : throw new ConfigurationException(Path, "must be true or false");

        internal Strictness Strictness => OneOf(("refuse", MockCenter.Strictness.Refuse), ("allow", MockCenter.Strictness.Allow));

        internal RefundFlag RefundFlag => OneOf(
            ("separate", MockCenter.Reconciliation.RefundFlag.Separate), ("included", MockCenter.Reconciliation.RefundFlag.Included),
            ("withoutPairs", MockCenter.Reconciliation.RefundFlag.WithoutPairs), ("together", MockCenter.Reconciliation.RefundFlag.Together));

        internal int Number(int from, int to)
            => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) && number >= from && number <= to
                ? number
                : throw new ConfigurationException(Path, string.Format(CultureInfo.InvariantCulture, "must be a whole number from {0} to {1}", from, to));

        internal void Texts(ICollection<string> target)
        {
            if (Value.ValueKind != JsonValueKind.Array)
            {
                throw new ConfigurationException(Path, "must be an array of texts; an empty one takes any");
            }

            target.Clear();
            foreach (var item in Value.EnumerateArray())
            {
                target.Add(new Setting(Path, item).Text);
            }
        }

        internal T OneOf<T>(params (string Name, T Value)[] choices)
        {
            var text = Text;
            foreach (var choice in choices)
            {
                if (choice.Name.Equals(text, StringComparison.OrdinalIgnoreCase))
                {
                    return choice.Value;
                }
            }

            throw new ConfigurationException(Path, "must be one of " + string.Join(", ", choices.Select(c => c.Name)));
        }
    }
}
