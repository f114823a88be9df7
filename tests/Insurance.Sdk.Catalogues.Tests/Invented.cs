using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Catalogues;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Catalogues.Tests;

/// <summary>Invented catalogue rows and a folder with a database for one test.</summary>
internal sealed class Desk : IDisposable
{
    internal Desk()
    {
        Folder = Directory.CreateTempSubdirectory("catalogues-").FullName;
        Database = Open();
        Catalogues = new CatalogueStore(Database);
        Mappings = new MappingStore(Database);
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero));

    internal string Folder { get; }

    internal InsuranceDatabase Database { get; }

    internal CatalogueStore Catalogues { get; }

    internal MappingStore Mappings { get; }

    internal static MappingAuthor Author { get; } = new("op1", "test");

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The same database as another program would open it.</summary>
    internal InsuranceDatabase Open() => InsuranceDatabase.Sqlite(Path.Combine(Folder, "store.db"), Clock);

    internal string Text(params string[] rows) => Bytes(Encoding.UTF8.GetBytes(string.Concat(rows.Select(r => r + "\n"))));

    internal string Bytes(byte[] bytes, string extension = ".txt")
    {
        var path = Path.Combine(Folder, Guid.NewGuid().ToString("N") + extension);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    internal static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
                writer.Write(text);
            }
        }

        return buffer.ToArray();
    }
}

/// <summary>A row of 1305 with every column in its place.</summary>
internal sealed record ServiceRow(string Code, string Version = "F001_1_A")
{
    internal string Name { get; init; } = "示例项目";

    internal string Begin { get; init; } = "Fri Jan 01 00:00:00 CST 2021";

    internal string End { get; init; } = "null";

    internal string Valid { get; init; } = "1";

    internal string Record { get; init; } = "R1";

    internal int Columns { get; init; } = 16;

    public override string ToString()
    {
        string[] cells = [Code, "次", "null", "null", "null", "示例内涵", Valid, "null", "1003", Name, "null", Begin, End, Record, Version, "示例版本", "1", "T1", "null", "extra"];
        return string.Join('\t', cells.Concat(Enumerable.Repeat("more", 30)).Take(Columns));
    }

    public static implicit operator string(ServiceRow row) => row.ToString();
}

internal static class Pairs
{
    internal static ChinaTime Day(string day) => ChinaTime.TryParse(day, out var time) ? time : throw new FormatException(day);

    internal static ItemMapping Of(string code, string from, string? to = null, string item = "ITEM1", string listType = "201", MappingState state = MappingState.New)
        => new(item, listType, code, new EffectiveInterval(Day(from), to is null ? null : Day(to))) { State = state, HospitalItemName = "示例项目" };
}
