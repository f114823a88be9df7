using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What the center shows of a line.</summary>
internal enum CenterView
{
    /// <summary>The line, with the same content.</summary>
    Shown,

    /// <summary>Nothing under its serial on its day.</summary>
    NotShown,

    /// <summary>A record with its serial and other content, or without its codes.</summary>
    Differs,

    /// <summary>No usable answer to this question.</summary>
    NoAnswer,

    /// <summary>The center cannot be reached at all.</summary>
    Away,
}

/// <summary>Answer to a question for a line.</summary>
internal sealed record CenterFinding(CenterView View, string Text, string? Number = null);

/// <summary>Asks the center for lines by their own serial and day: 3508, 3509, 3511, and 3512, 3513 for the codes. Queries change nothing.</summary>
internal sealed class CenterRecords
{
    private readonly InsuranceClient _client;

    internal CenterRecords(InsuranceClient client)
    {
        _client = client;
    }

    internal async Task<CenterFinding> AskAsync(QueuedUpload line, CancellationToken cancellationToken)
    {
        try
        {
            var row = TraceUploadRow.Read(line.Kind, line.RowJson);
            var call = UploadMessage.Options(line, null);
            return row switch
            {
                UploadInventoryCountsBatchInvinfoDetail r => await CountAsync(line, r, call, cancellationToken).ConfigureAwait(false),
                UploadStockChangesBatchInvinfoDetail r => await ChangeAsync(line, r, call, cancellationToken).ConfigureAwait(false),
                UploadSalesBatchSelinfoDetail r => await SaleAsync(line, r.MedListCodg, r.SelRetnCnt, r.Drugtracinfo.Select(c => c.DrugTracCodg), call, cancellationToken).ConfigureAwait(false),
                UploadSaleReturnsBatchSelinfoDetail r => await SaleAsync(line, r.MedListCodg, r.SelRetnCnt, Array.Empty<string>(), call, cancellationToken).ConfigureAwait(false),
                _ => new CenterFinding(CenterView.NoAnswer, "no such line"),
            };
        }
        catch (Exception e) when (Explained(e) is { } finding)
        {
            return finding;
        }
    }

    private static CenterFinding? Explained(Exception e) => e switch
    {
        RefusedException => new CenterFinding(CenterView.NoAnswer, "the center refused the query"),
        ConfigurationException => new CenterFinding(CenterView.NoAnswer, e.Message),
        ValidationException => new CenterFinding(CenterView.NoAnswer, e.Message),
        InsuranceException => new CenterFinding(CenterView.Away, e.Message),
        _ => null,
    };

    /// <summary>Sales and returns stand under 3511; codes of sales under 3513.</summary>
    private async Task<CenterFinding> SaleAsync(QueuedUpload line, string? medListCode, decimal? quantity, IEnumerable<string?> codes, CallOptions call, CancellationToken cancellationToken)
    {
        var day = Day(line);
        var answer = await _client.Inventory.QuerySalesAsync(
            new QuerySalesRequest { Data = { FixmedinsCode = _client.Inside.InstitutionCode, FixmedinsBchno = line.Serial, Begndate = day, Enddate = day } }, call, cancellationToken).ConfigureAwait(false);
        var rows = answer.Output.FindAll(r => r.FixmedinsBchno == line.Serial);
        var record = Judge(rows, answer.IsIncomplete, r => Same(r.MedListCodg, medListCode) && Same(r.SelRetnCnt, quantity), out var row);
        if (record.View != CenterView.Shown)
        {
            return record;
        }

        var wanted = codes.Where(c => !string.IsNullOrEmpty(c)).Select(c => c!).ToList();
        if (wanted.Count > 0 && await SoldCodesAsync(line, day, call, cancellationToken).ConfigureAwait(false) is { } shown)
        {
            if (shown.Incomplete)
            {
                return new CenterFinding(CenterView.NoAnswer, "the answer of 3513 could not be read to its end");
            }

            if (!new HashSet<string>(wanted, StringComparer.Ordinal).SetEquals(shown.Codes))
            {
                return new CenterFinding(CenterView.Differs, "3511 shows the record, 3513 shows " + shown.Codes.Count.ToString(CultureInfo.InvariantCulture) + " trace codes that are not the "
                    + wanted.Count.ToString(CultureInfo.InvariantCulture) + " of the line");
            }
        }

        return new CenterFinding(CenterView.Shown, "", row!.MedinsProdSelNo);
    }

    /// <summary>Null where the edition has no 3513: then the record alone decides.</summary>
    private async Task<(List<string> Codes, bool Incomplete)?> SoldCodesAsync(QueuedUpload line, ChinaTime day, CallOptions call, CancellationToken cancellationToken)
    {
        if (_client.Inside.Lacks(Operations.QuerySoldTraceCodes))
        {
            return null;
        }

        var answer = await _client.Inventory.QuerySoldTraceCodesAsync(
            new QuerySoldTraceCodesRequest { Data = { FixmedinsCode = _client.Inside.InstitutionCode, FixmedinsBchno = line.Serial, Begndate = day, Enddate = day } }, call, cancellationToken).ConfigureAwait(false);
        return (answer.Output.Where(r => r.FixmedinsBchno == line.Serial && !string.IsNullOrEmpty(r.DrugTracCodg)).Select(r => r.DrugTracCodg!).ToList(), answer.IsIncomplete);
    }

    private async Task<CenterFinding> CountAsync(QueuedUpload line, UploadInventoryCountsBatchInvinfoDetail count, CallOptions call, CancellationToken cancellationToken)
    {
        var day = Day(line);
        var answer = await _client.Inventory.QueryStockAsync(
            new QueryStockRequest { Data = { FixmedinsCode = _client.Inside.InstitutionCode, FixmedinsBchno = line.Serial, Begndate = day, Enddate = day } }, call, cancellationToken).ConfigureAwait(false);
        var record = Judge(answer.Output.FindAll(r => r.FixmedinsBchno == line.Serial), answer.IsIncomplete, r => Same(r.MedListCodg, count.MedListCodg) && Same(r.InvCnt, count.InvCnt), out _);
        if (record.View != CenterView.Shown || count.Drugtracinfo.Count == 0 || _client.Inside.Lacks(Operations.QueryReceivedTraceCodes))
        {
            return record;
        }

        // Whether 3512 shows the codes of counts is not published: it only counts against the line where it shows other codes.
        var received = await _client.Inventory.QueryReceivedTraceCodesAsync(
            new QueryReceivedTraceCodesRequest { Data = { FixmedinsCode = _client.Inside.InstitutionCode, FixmedinsBchno = line.Serial, Begndate = day, Enddate = day } }, call, cancellationToken).ConfigureAwait(false);
        var shown = new HashSet<string>(received.Output.Where(r => r.FixmedinsBchno == line.Serial && !string.IsNullOrEmpty(r.DrugTracCodg)).Select(r => r.DrugTracCodg!), StringComparer.Ordinal);
        return shown.Count == 0 || shown.SetEquals(count.Drugtracinfo.Select(c => c.DrugTracCodg ?? ""))
            ? record
            : new CenterFinding(CenterView.Differs, "3508 shows the record, 3512 shows other trace codes");
    }

    private async Task<CenterFinding> ChangeAsync(QueuedUpload line, UploadStockChangesBatchInvinfoDetail change, CallOptions call, CancellationToken cancellationToken)
    {
        var day = Day(line);
        var answer = await _client.Inventory.QueryStockChangesAsync(
            new QueryStockChangesRequest { Data = { FixmedinsCode = _client.Inside.InstitutionCode, FixmedinsBchno = line.Serial, Begndate = day, Enddate = day } }, call, cancellationToken).ConfigureAwait(false);
        return Judge(answer.Output.FindAll(r => r.FixmedinsBchno == line.Serial), answer.IsIncomplete,
            r => Same(r.MedListCodg, change.MedListCodg) && Same(r.InvChgType, change.InvChgType) && Same(r.Cnt, change.Cnt), out _);
    }

    private static CenterFinding Judge<T>(List<T> rows, bool incomplete, Predicate<T> isSame, out T? same)
        where T : class
    {
        same = rows.Find(isSame);
        if (same is not null)
        {
            return new CenterFinding(CenterView.Shown, "");
        }

        if (incomplete)
        {
            // What is missing from an answer that was cut proves nothing.
            return new CenterFinding(CenterView.NoAnswer, "the answer could not be read to its end");
        }

        return rows.Count == 0
            ? new CenterFinding(CenterView.NotShown, "")
            : new CenterFinding(CenterView.Differs, "the center shows a record with this serial and another item, quantity or change type");
    }

    private static ChinaTime Day(QueuedUpload line) => ChinaTime.TryParse(line.Day, out var day) ? day : throw new InvalidOperationException("A stored line has no day.");

    // The queries may leave out what the upload had: then there is nothing to compare.
    private static bool Same(string? shown, string? sent) => string.IsNullOrEmpty(shown) || string.IsNullOrEmpty(sent) || string.Equals(shown, sent, StringComparison.Ordinal);

    /// <summary>3511 has two decimals where the upload has four; some centers show what came back below zero.</summary>
    private static bool Same(decimal? shown, decimal? sent)
        => shown is not { } a || sent is not { } b || Math.Abs(a) == b || Math.Abs(a) == decimal.Round(b, 2, MidpointRounding.AwayFromZero) || Math.Abs(a) == Math.Truncate(b * 100) / 100;
}
