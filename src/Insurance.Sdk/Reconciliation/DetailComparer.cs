using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Reconciliation;

/// <summary>Lets the center compare settlements row by row: writes the file, uploads it (9101), asks for the comparison (3202), fetches and reads the result (9102).</summary>
/// <remarks>All three only read at the center: any of them may be repeated, and a run that broke off leaves nothing behind.</remarks>
public sealed class DetailComparer : IDetailComparer
{
    private readonly InsuranceClient _client;
    private readonly ReconciliationOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates it.</summary>
    /// <param name="client">The client; its settings say how the file travels.</param>
    /// <param name="options">What the center takes; null for what the client's settings say.</param>
    /// <param name="time">Clock of the waits; null for the system's.</param>
    /// <exception cref="ConfigurationException">An option is wrong.</exception>
    public DetailComparer(InsuranceClient client, ReconciliationOptions? options = null, TimeProvider? time = null)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _options = options is null ? client.Inside.Reconciliation : ReconciliationSettings.Checked(options);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>What the calls do otherwise than the settings say, such as a longer time-out for large files.</summary>
    public CallOptions? Call { get; set; }

    /// <inheritdoc />
    public async Task<DetailComparison> CompareAsync(DetailScope scope, IReadOnlyList<SettlementRecord> books, CancellationToken cancellationToken = default)
    {
        var rows = new List<DetailRow>();
        await CompareAsync(scope, books, rows.Add, cancellationToken).ConfigureAwait(false);
        return new DetailComparison(scope, rows);
    }

    /// <summary>Compares without holding books or result in memory: records are drawn as the file is written, rows are handed on as they are read.</summary>
    /// <param name="scope">Which settlements.</param>
    /// <param name="books">The hospital's records of that scope.</param>
    /// <param name="each">Takes every row of the result file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InsuranceException">One of the three calls did not work, or a record cannot be sent; nothing has changed.</exception>
    public async Task<DetailSummary> CompareAsync(DetailScope scope, IEnumerable<SettlementRecord> books, Action<DetailRow> each, CancellationToken cancellationToken = default)
    {
        _ = scope ?? throw new ArgumentNullException(nameof(scope));
        _ = books ?? throw new ArgumentNullException(nameof(books));
        _ = each ?? throw new ArgumentNullException(nameof(each));
        var (queryNumber, totals) = await UploadAsync(books, cancellationToken).ConfigureAwait(false);
        var file = await AskAsync(scope, queryNumber, totals, cancellationToken).ConfigureAwait(false);
        var bytes = await FetchAsync(file, cancellationToken).ConfigureAwait(false);
        var count = 0;
        var equal = 0;
        foreach (var row in DetailFileReader.Read(StreamOf(bytes), _options.ResultColumns))
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
            equal += row.IsEqual ? 1 : 0;
            each(row);
        }

        return new DetailSummary(scope, totals, count, equal);
    }

    /// <summary>Blocking twin of <see cref="CompareAsync(DetailScope, IReadOnlyList{SettlementRecord}, CancellationToken)"/>; safe on a UI thread.</summary>
    /// <param name="scope">Which settlements.</param>
    /// <param name="books">The hospital's records of that scope.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public DetailComparison Compare(DetailScope scope, IReadOnlyList<SettlementRecord> books, CancellationToken cancellationToken = default)
        => Task.Run(() => CompareAsync(scope, books, cancellationToken)).GetAwaiter().GetResult();

    private async Task<(string QueryNumber, DetailTotals Totals)> UploadAsync(IEnumerable<SettlementRecord> books, CancellationToken cancellationToken)
    {
        var now = ChinaTime.Now(_time);
        var name = now.ToString("yyyyMMddHHmmss");
        using var archive = new MemoryStream();
        var totals = DetailFileWriter.Write(books, archive, name + ".txt", _options, now);
        var request = new UploadFileRequest { FsUploadIn = { In = archive.ToArray(), Filename = name + ".zip", FixmedinsCode = _client.Inside.InstitutionCode } };
        var answer = await _client.Files.UploadFileAsync(request, Call, cancellationToken).ConfigureAwait(false);
        return answer.FileQuryNo is { Length: > 0 } number ? (number, totals) : throw Missing("9101", "file_qury_no");
    }

    private async Task<ReconcileDetailsAnswerFileinfo> AskAsync(DetailScope scope, string queryNumber, DetailTotals totals, CancellationToken cancellationToken)
    {
        var operation = Operations.ReconcileDetails;
        var request = new ReconcileDetailsRequest
        {
            Data =
            {
                SetlOptins = scope.ClearingOffice,
                ClrType = scope.ClearingType,
                StmtBegndate = StatementDays.First(scope.From),
                StmtEnddate = StatementDays.Last(scope.Until),
                MedfeeSumamt = totals.Total,
                FundPaySumamt = totals.Fund,
                CashPayamt = totals.Cash,
                FixmedinsSetlCnt = totals.Count,
                RefdSetlFlag = _options.DetailRefundFlag ?? _options.RefundFlag,

                // Real query numbers are longer than the 30 characters of the table: the rest is checked without it.
                FileQuryNo = "0",
            },
        };
        StatementDays.SendWhereRequired(_client.Inside, operation, request, () => request.Data.FixmedinsRefdSetlFlag = request.Data.RefdSetlFlag);
        ThrowIfBroken(_client.Inside.Check(operation, request, Call ?? new CallOptions()));
        request.Data.FileQuryNo = queryNumber;
        var raw = await _client.InvokeAsync(_client.Inside.NumberOf(operation), _client.Inside.WriteInput(operation, request), Call, skipCheck: true, cancellationToken).ConfigureAwait(false);
        var answer = _client.Inside.ReadOutput(operation, raw.OutputJson).Fileinfo;
        return answer.FileQuryNo is { Length: > 0 } ? answer : throw Missing("3202", "file_qury_no");
    }

    /// <summary>The result takes a while: 9102 is asked again, a bounded number of times.</summary>
    private async Task<ReadOnlyMemory<byte>> FetchAsync(ReconcileDetailsAnswerFileinfo file, CancellationToken cancellationToken)
    {
        var wait = _options.FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CenterFile.FetchAsync(_client, file.FileQuryNo!, file.Filename ?? "", _options.ResultOwner ?? _client.Inside.InstitutionCode, Call, cancellationToken).ConfigureAwait(false);
            }
            catch (InsuranceException e) when (attempt < _options.FetchAttempts && e is RefusedException or ProtocolException or NotProcessedException)
            {
                // 9102 only reads: whatever went wrong, it may be asked again.
            }

#if NET
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
#else
            await _time.Delay(wait, cancellationToken).ConfigureAwait(false);
#endif
            wait = wait + wait < _options.LongestWait ? wait + wait : _options.LongestWait;
        }
    }

    private static Stream StreamOf(ReadOnlyMemory<byte> bytes)
        => MemoryMarshal.TryGetArray(bytes, out var part) ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false) : new MemoryStream(bytes.ToArray(), writable: false);

    private static void ThrowIfBroken(List<ValidationError> findings)
    {
        findings.RemoveAll(f => f.IsWarning);
        if (findings.Find(f => f.Rule == "configuration") is { } missing)
        {
            throw new ConfigurationException(missing.Path, missing.Message) { Code = "3202" };
        }

        if (findings.Count > 0)
        {
            throw new ValidationException(findings) { Code = "3202" };
        }
    }

    private static ProtocolException Missing(string code, string field) => new("The center accepted " + code + " and gave no " + field) { Code = code };
}
