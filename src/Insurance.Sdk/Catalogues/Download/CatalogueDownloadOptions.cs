using System;
using System.Collections.Generic;
using System.IO;

namespace Insurance.Sdk.Catalogues;

/// <summary>How catalogues are fetched.</summary>
public sealed class CatalogueDownloadOptions
{
    /// <summary>ver of the first call of a catalogue that is in <see cref="StartVersions"/> not. "0" is what Guangzhou, Zhongshan and Guizhou send.</summary>
    public string StartVersion { get; set; } = "0";

    /// <summary>ver of the first call by catalogue. On record: v0000 and 0000, F001_0000_A for 1305. What your center wants is a question to it.</summary>
    public IDictionary<string, string> StartVersions { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folder in which files lie between fetching and importing. They are deleted after the import; one that a stopped program had fetched is not fetched again.</summary>
    public string Folder { get; set; } = Path.Combine(Path.GetTempPath(), "insurance-catalogues");

    /// <summary>Keeps the files after the import.</summary>
    public bool KeepFiles { get; set; }

    /// <summary>First wait before 9102 is asked again for a file that is not ready; it doubles up to <see cref="LongestWait"/>. A file may take 5 to 10 minutes.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait between two tries of 9102.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often 9102 is tried for one file before the run ends; the next run goes on with the same file.</summary>
    public int FetchAttempts { get; set; } = 8;

    /// <summary>Rows of a page of the paged queries; 100 is what clients send.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Limits of reading files; null for the usual ones.</summary>
    public CatalogueFileOptions? Files { get; set; }

    /// <summary>Clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
