namespace Insurance.Sdk.Catalogues;

/// <summary>A file that the center offers: what an answer of 1301 to 1327 says.</summary>
/// <param name="QueryNumber">file_qury_no 文件查询号, given to 9102 unchanged; "" where the center offers no file.</param>
/// <param name="FileName">filename 文件名.</param>
/// <param name="Deadline">Last day on which 9102 gives it; null where none was stated.</param>
/// <param name="RowCount">data_cnt 数据量; null where none was stated.</param>
/// <param name="AskedVersion">ver with which it was asked for.</param>
public sealed record CatalogueFileNotice(string QueryNumber, string FileName, ChinaTime? Deadline, long? RowCount, string AskedVersion)
{
    /// <summary>False where nothing is newer than the version asked with.</summary>
    public bool HasFile => QueryNumber.Length > 0 && FileName.Length > 0 && RowCount is not 0;
}
