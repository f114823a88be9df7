namespace Insurance.Sdk.Envelopes;

/// <summary>Gives out message ids (msgid 发送方报文ID): institution code (12) + yyyyMMddHHmmss (14) + sequence (4).</summary>
/// <remarks>An id is given out once: across threads, processes and restarts of everything that shares the institution code.</remarks>
public interface IMessageIdSource
{
    /// <summary>The next id, 30 characters.</summary>
    /// <param name="institutionCode">定点医药机构编号, 12 characters.</param>
    string Next(string institutionCode);
}
