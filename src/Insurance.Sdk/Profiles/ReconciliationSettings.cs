using System;
using System.Collections.Generic;
using Insurance.Sdk.Reconciliation;

namespace Insurance.Sdk;

/// <summary>Puts the settings <c>reconciliation</c> into options, and checks them.</summary>
internal static class ReconciliationSettings
{
    private static readonly Dictionary<string, Action<ReconciliationOptions, SettingNode>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["refundTotals"] = (o, n) => o.RefundTotals = SettingsReader.Choice(n, ("separate", RefundTotals.Separate), ("included", RefundTotals.Included), ("together", RefundTotals.Together)),
        ["scopes"] = (o, n) => Scopes(o, n),
        ["noRefundFlag"] = (o, n) => o.NoRefundFlag = SettingsReader.Text(n),
        ["refundFlag"] = (o, n) => o.RefundFlag = SettingsReader.Text(n),
        ["detailRefundFlag"] = (o, n) => o.DetailRefundFlag = SettingsReader.Text(n),
        ["cashAmount"] = (o, n) => o.CashAmount = SettingsReader.Choice(n, ("cash", CashAmount.Cash), ("account-and-cash", CashAmount.AccountAndCash), ("account", CashAmount.Account)),
        ["zeroAccount"] = (o, n) => o.ZeroAccount = Flag(n),
        ["resultOwner"] = (o, n) => o.ResultOwner = SettingsReader.Text(n),
        ["resultColumns"] = (o, n) => o.ResultColumns = SettingsReader.Choice(n, ("auto", ResultColumns.Auto), ("printed", ResultColumns.Printed), ("shifted", ResultColumns.Shifted)),
        ["extensionColumn"] = (o, n) => o.ExtensionColumn = Flag(n),
        ["newLineAtEnd"] = (o, n) => o.NewLineAtEnd = Flag(n),
        ["fetchAttempts"] = (o, n) => o.FetchAttempts = SettingsReader.Integer(n),
        ["firstWaitSeconds"] = (o, n) => o.FirstWait = SettingsReader.Seconds(n),
        ["longestWaitSeconds"] = (o, n) => o.LongestWait = SettingsReader.Seconds(n),
        ["maxQueries"] = (o, n) => o.MaxQueries = SettingsReader.Integer(n),
        ["warnUnknownMinutes"] = (o, n) => o.WarnUnknown = Minutes(n),
        ["warnUnpostedMinutes"] = (o, n) => o.WarnUnposted = Minutes(n),
        ["warnDriftMinutes"] = (o, n) => o.WarnDrift = Minutes(n),
        ["urgentMinutes"] = (o, n) => o.Urgent = Minutes(n),
    };

    internal static void Read(SettingNode node, ReconciliationOptions options) => SettingsReader.ReadMembers(node, options, Known);

    /// <summary>A copy of options that were checked.</summary>
    internal static ReconciliationOptions Checked(ReconciliationOptions options)
    {
        options = options.Copy();
        Flag("noRefundFlag", options.NoRefundFlag);
        Flag("refundFlag", options.RefundFlag);
        if (options.NoRefundFlag == options.RefundFlag)
        {
            throw new ConfigurationException("reconciliation.refundFlag", "must differ from reconciliation.noRefundFlag");
        }

        Flag("detailRefundFlag", options.DetailRefundFlag ?? options.RefundFlag);
        if (options.ResultOwner is { Length: 0 or > 30 })
        {
            throw new ConfigurationException("reconciliation.resultOwner", "must have 1 to 30 characters");
        }

        if (options.FetchAttempts is < 1 or > 100)
        {
            throw new ConfigurationException("reconciliation.fetchAttempts", "must lie from 1 to 100");
        }

        if (options.FirstWait < TimeSpan.Zero || options.LongestWait < options.FirstWait || options.LongestWait > TimeSpan.FromHours(1))
        {
            throw new ConfigurationException("reconciliation.longestWaitSeconds", "must lie from reconciliation.firstWaitSeconds to 3600");
        }

        if (options.MaxQueries is < 0 or > 100_000)
        {
            throw new ConfigurationException("reconciliation.maxQueries", "must lie from 0 to 100000");
        }

        Span("warnUnknownMinutes", options.WarnUnknown);
        Span("warnUnpostedMinutes", options.WarnUnposted);
        Span("warnDriftMinutes", options.WarnDrift);
        Span("urgentMinutes", options.Urgent);
        return options;
    }

    /// <summary>refd_setl_flag has room for three characters in the file.</summary>
    private static void Flag(string name, string text)
    {
        var fits = text.Length is > 0 and <= 3;
        foreach (var c in text)
        {
            fits &= c is > ' ' and <= '~';
        }

        if (!fits)
        {
            throw new ConfigurationException("reconciliation." + name, "must have 1 to 3 characters");
        }
    }

    private static void Span(string name, TimeSpan span)
    {
        if (span < TimeSpan.Zero || span > TimeSpan.FromDays(1))
        {
            throw new ConfigurationException("reconciliation." + name, "must lie from 0 to 1440");
        }
    }

    private static void Scopes(ReconciliationOptions options, SettingNode node)
    {
        var texts = new List<string>();
        SettingsReader.Texts(node, texts);
        foreach (var text in texts)
        {
            options.Scopes.Add(TotalScope.TryParse(text, out var scope) ? scope! : throw new ConfigurationException(node.Path, "must hold texts of office/clearing type/insurance type, such as 440800/11/310"));
        }
    }

    private static TimeSpan Minutes(SettingNode node) => TimeSpan.FromMinutes(SettingsReader.Integer(node));

    private static bool Flag(SettingNode node) => SettingsReader.Choice(node, ("true", true), ("false", false));
}
