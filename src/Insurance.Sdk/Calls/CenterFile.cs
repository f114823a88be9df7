using System;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Calls;

/// <summary>Fetches a file of the center (9102).</summary>
internal static class CenterFile
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="client">The client.</param>
    /// <param name="queryNumber">file_qury_no, given back as it came.</param>
    /// <param name="fileName">filename.</param>
    /// <param name="owner">fixmedins_code of this call.</param>
    /// <param name="call">What the call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RefusedException">The center does not give it, as a rule because it is not ready yet.</exception>
    internal static async Task<ReadOnlyMemory<byte>> FetchAsync(InsuranceClient client, string queryNumber, string fileName, string owner, CallOptions? call, CancellationToken cancellationToken)
    {
        var input = JsonInput.Of("fsDownloadIn", w =>
        {
            w.WriteString("file_qury_no", queryNumber);
            w.WriteString("filename", fileName);
            w.WriteString("fixmedins_code", owner);
        });

        // Not checked: real query numbers are longer than the table of 9102 allows.
        var answer = await client.InvokeAsync("9102", input, call, skipCheck: true, cancellationToken).ConfigureAwait(false);
        return answer.Receipt.File.Length > 0 ? answer.Receipt.File : throw new RefusedException(answer.Receipt.CenterCode ?? "", answer.Receipt.CenterText ?? "");
    }
}
