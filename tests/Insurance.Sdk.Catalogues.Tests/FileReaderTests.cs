using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Catalogues.Tests;

public sealed class FileReaderTests : IDisposable
{
    private static readonly CatalogueLayout Services = CatalogueLayout.Of("1305");
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_text_and_its_archive_give_the_same_rows()
    {
        var text = new ServiceRow("A1") + "\n" + new ServiceRow("A2") + "\n";
        var plain = Rows(_desk.Bytes(Encoding.UTF8.GetBytes(text)));
        var packed = Rows(_desk.Bytes(Desk.Zip(("1305.txt", text)), ".zip"));
        Assert.Equal(["A1", "A2"], plain);
        Assert.Equal(plain, packed);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_and_a_missing_last_line_end_are_tolerated()
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(new ServiceRow("A1") + "\r\n\r\n" + new ServiceRow("A2"))).ToArray();
        Assert.Equal(["A1", "A2"], Rows(_desk.Bytes(bytes)));
    }

    [Fact]
    public void The_word_null_and_an_empty_text_are_absent_and_blanks_inside_stay()
    {
        using var reader = Open(_desk.Text(new ServiceRow("A1") { Name = " 示例 项目　", Record = "" }));
        var row = reader.Read()!;
        Assert.Null(row[3]);
        Assert.Null(row[CatalogueRole.Record]);
        Assert.Equal("示例 项目　", row.ByCode("servitem_name"));
        Assert.Null(row[99]);
    }

    [Fact]
    public void Java_dates_are_days_of_China_and_other_forms_are_read()
    {
        using var reader = Open(_desk.Text(
            new ServiceRow("A1") { Begin = "Wed Feb 28 23:59:59 CST 2024", End = "2024-12-31" },
            new ServiceRow("A2") { Begin = "2024-02-29 00:00:00", End = "20991231" }));
        var first = reader.Read()!;
        Assert.Equal(new ChinaTime(2024, 2, 28, 23, 59, 59), first.ValidFrom);
        Assert.Equal(new ChinaTime(2024, 12, 31), first.ValidTo);
        Assert.Equal(new ChinaTime(2024, 2, 29), reader.Read()!.ValidFrom);
    }

    [Theory]
    [InlineData("Fri Jan 01 00:00:00 UTC 2021", "2021-01-01 08:00:00")]
    [InlineData("Sun Jun 01 00:00:00 CDT 1988", "1988-06-01 00:00:00")]
    [InlineData("Thu Dec 31 16:00:00 GMT 2020", "2021-01-01 00:00:00")]
    public void Zones_of_Java_dates_are_looked_at(string text, string china)
    {
        Assert.True(CatalogueTime.TryParse(text, out var time));
        Assert.Equal(china, time.ToString());
    }

    [Theory]
    [InlineData("Fri Feb 30 00:00:00 CST 2021")]
    [InlineData("Fri Jan 01 24:00:00 CST 2021")]
    [InlineData("Fri Jan 01 00:00:00 PST 2021")]
    [InlineData("Foo Jan 01 00:00:00 CST 2021")]
    [InlineData("Fri Jan 01 00:00:00 CST")]
    [InlineData("gestern")]
    public void What_is_no_date_is_no_date(string text) => Assert.False(CatalogueTime.TryParse(text, out _));

    [Fact]
    public void Rows_of_the_older_and_the_newer_edition_and_beyond_are_read()
    {
        foreach (var columns in new[] { 16, 17, 19, 23 })
        {
            using var reader = Open(_desk.Text(Enumerable.Range(0, 5).Select(i => (string)new ServiceRow("A" + i) { Columns = columns }).ToArray()));
            var rows = All(reader);
            Assert.Equal(5, rows.Count);
            Assert.Equal(columns, reader.ColumnCount);
            Assert.Equal(columns > 19 ? 5 : 0, reader.RowsWithUnknownColumns);
            Assert.Equal(columns, rows[0].Text.Split('\t').Length);
        }
    }

    [Fact]
    public void A_file_with_too_few_columns_is_refused_and_says_how_many_there_should_be()
    {
        using var reader = Open(_desk.Text(new ServiceRow("A1") { Columns = 15 }));
        var error = Assert.Throws<CatalogueFileException>(() => reader.Read());
        Assert.Equal(CatalogueFileFault.MissingColumns, error.Fault);
        Assert.Contains("15 columns", error.Message, StringComparison.Ordinal);
        Assert.Contains("16 or 19", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void A_file_of_a_newer_edition_that_lost_a_column_is_refused_although_so_many_columns_could_be_an_editions(int lost)
    {
        var rows = Enumerable.Range(0, 5).Select(i => new ServiceRow("A" + i) { Columns = 19 }.ToString().Split('\t')).Select(r => string.Join('\t', r.Where((_, c) => c != lost - 1)));
        using var reader = Open(_desk.Text(rows.ToArray()));
        var error = Assert.Throws<CatalogueFileException>(() => All(reader));
        Assert.Equal((CatalogueFileFault.TooManyBadRows, 1L), (error.Fault, error.RowNumber));
    }

    [Fact]
    public void A_column_that_is_gone_from_between_is_told_with_the_numbers_that_are_known()
    {
        // 1301 without its second column: the flag of validity, column 79, is another value then.
        var cells = Enumerable.Repeat("值", 97).ToArray();
        (cells[0], cells[36], cells[37], cells[78], cells[82], cells[95], cells[96]) = ("X1", "2021-01-01", "null", "1", "V1", "null", "null");
        var layout = CatalogueLayout.Of("1301");
        using (var whole = CatalogueFileReader.Open(_desk.Text(string.Join('\t', cells)), layout))
        {
            Assert.NotNull(whole.Read());
        }

        var shifted = cells.ToArray();
        (shifted[36], shifted[37], shifted[38]) = ("null", "2021-01-01", "null");
        using var reader = CatalogueFileReader.Open(_desk.Text(string.Join('\t', shifted.Where((_, c) => c != 1))), layout);
        var error = Assert.Throws<CatalogueFileException>(() => reader.Read());
        Assert.Contains("96 columns, 92 or 97 known, and column 79 is no flag", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_a_TAB_or_a_line_end_inside_a_value_broke_is_left_out_and_told()
    {
        var rows = Enumerable.Range(0, 8).Select(i => (string)new ServiceRow("A" + i)).ToList();
        rows[0] = new ServiceRow("A0") { Columns = 17 };
        rows[3] = "A3\t次";
        using var reader = Open(_desk.Text(rows.ToArray()));
        Assert.Equal(6, All(reader).Count);
        Assert.Equal([(1L, SkipReason.TooManyColumns), (4L, SkipReason.TooFewColumns)], reader.Skipped.Select(s => (s.RowNumber, s.Reason)));
    }

    [Fact]
    public void Rows_without_code_version_or_with_a_wrong_day_are_left_out_and_told()
    {
        using var reader = Open(_desk.Text(
            new ServiceRow("null"),
            new ServiceRow("A1") { Version = "null" },
            new ServiceRow("A2") { Begin = "soon" },
            new ServiceRow("A3") { Begin = "2024-01-02", End = "2024-01-01" },
            new ServiceRow("A4") { Name = "a\u0001b" },
            new ServiceRow("A5")));
        Assert.Equal(["A5"], All(reader).Select(r => r.Code));
        Assert.Equal(
            [SkipReason.NoCode, SkipReason.NoVersion, SkipReason.BadDate, SkipReason.EndBeforeBegin, SkipReason.ControlCharacter],
            reader.Skipped.Select(s => s.Reason));
    }

    [Fact]
    public void A_file_of_which_nothing_can_be_read_is_refused()
    {
        using var reader = Open(_desk.Text(new ServiceRow("null"), new ServiceRow("null")));
        Assert.Equal(CatalogueFileFault.TooManyBadRows, Assert.Throws<CatalogueFileException>(() => All(reader)).Fault);
    }

    [Fact]
    public void More_bad_rows_than_allowed_end_the_reading()
    {
        var rows = Enumerable.Range(0, 20).Select(i => (string)new ServiceRow(i % 2 == 0 ? "null" : "A" + i)).ToArray();
        using var reader = CatalogueFileReader.Open(_desk.Text(rows), Services, new CatalogueFileOptions { MaxSkippedRows = 5 });
        Assert.Contains("row 1", Assert.Throws<CatalogueFileException>(() => All(reader)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GBK_is_told_with_the_byte_at_which_it_shows()
    {
        var start = Encoding.ASCII.GetBytes("A0\t");
        using var reader = Open(_desk.Bytes([.. start, 0xCA, 0xBE, 0xC0, 0xFD, (byte)'\n']));
        var error = Assert.Throws<CatalogueFileException>(() => reader.Read());
        Assert.Equal(CatalogueFileFault.WrongEncoding, error.Fault);
        Assert.Equal(5, error.ByteOffset); // The first two bytes happen to be UTF-8.
        Assert.Equal(1, error.RowNumber);
    }

    [Fact]
    public void The_byte_is_counted_from_the_beginning_of_the_file()
    {
        var first = Encoding.UTF8.GetBytes(new ServiceRow("A1") + "\n");
        using var reader = Open(_desk.Bytes([.. first, .. "ok\t"u8.ToArray(), 0xFF, (byte)'\n']));
        var error = Assert.Throws<CatalogueFileException>(() => All(reader));
        Assert.Equal(first.Length + 3, error.ByteOffset);
        Assert.Equal(2, error.RowNumber);
    }

    [Fact]
    public void UTF_16_is_told()
    {
        using var reader = Open(_desk.Bytes(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("A\n")).ToArray()));
        Assert.Equal(CatalogueFileFault.WrongEncoding, Assert.Throws<CatalogueFileException>(() => reader.Read()).Fault);
    }

    [Fact]
    public void An_archive_that_was_cut_anywhere_is_told_and_never_read_in_part()
    {
        var whole = Desk.Zip(("1305.txt", string.Concat(Enumerable.Range(0, 500).Select(i => new ServiceRow("A" + i) { Name = "示例" + (i * 7919 % 1000) } + "\n"))));
        foreach (var length in new[] { 5, whole.Length / 4, whole.Length / 2, whole.Length - 30, whole.Length - 1 })
        {
            var path = _desk.Bytes(whole[..length], ".zip");
            var error = Assert.Throws<CatalogueFileException>(() =>
            {
                using var reader = Open(path);
                All(reader);
            });
            Assert.Equal(CatalogueFileFault.BrokenArchive, error.Fault);
        }
    }

    [Fact]
    public void An_archive_with_damage_inside_is_told()
    {
        var whole = Desk.Zip(("1305.txt", string.Concat(Enumerable.Range(0, 500).Select(i => new ServiceRow("A" + i) + "\n"))));
        for (var i = 60; i < 200; i++)
        {
            whole[i] = 0xFF;
        }

        var path = _desk.Bytes(whole, ".zip");
        Assert.Throws<CatalogueFileException>(() =>
        {
            using var reader = Open(path);
            All(reader);
        });
    }

    [Fact]
    public void An_archive_of_which_one_byte_is_wrong_anywhere_in_the_text_is_told_whatever_the_rows_look_like()
    {
        // Stored, not compressed: every damage gives a text that can be read, as a rule with another letter in some name or code.
        var text = string.Concat(Enumerable.Range(0, 300).Select(i => new ServiceRow("A" + i) + "\n"));
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(archive.CreateEntry("1305.txt", CompressionLevel.NoCompression).Open(), new UTF8Encoding(false));
            writer.Write(text);
        }

        var whole = buffer.ToArray();
        Assert.Equal(300, Rows(_desk.Bytes(whole, ".zip")).Count);
        foreach (var (place, letter) in new[] { (0.1, 'x'), (0.5, '7'), (0.7, '\t'), (0.9, '\n') })
        {
            var damaged = whole.ToArray();
            var at = 50 + (int)(place * (text.Length - 50));
            damaged[at] = (byte)(damaged[at] == letter ? 'y' : letter);
            var path = _desk.Bytes(damaged, ".zip");
            var error = Assert.Throws<CatalogueFileException>(() => Rows(path));
            Assert.Equal(CatalogueFileFault.BrokenArchive, error.Fault);
        }

        // Bytes that are no UTF-8, or too many rows that make no sense, are the archive's fault as well: a download fetches it again.
        whole[60 + (text.Length / 2)] = 0xFF;
        Assert.Equal(CatalogueFileFault.BrokenArchive, Assert.Throws<CatalogueFileException>(() => Rows(_desk.Bytes(whole, ".zip"))).Fault);
    }

    [Fact]
    public void An_archive_with_two_texts_or_none_is_refused()
    {
        foreach (var bytes in new[] { Desk.Zip(("a.txt", "x"), ("b.txt", "y")), Desk.Zip() })
        {
            var path = _desk.Bytes(bytes, ".zip");
            Assert.Equal(CatalogueFileFault.WrongContent, Assert.Throws<CatalogueFileException>(() => Open(path)).Fault);
        }
    }

    [Fact]
    public void A_huge_row_is_read_and_one_beyond_the_limit_is_refused()
    {
        var path = _desk.Text(new ServiceRow("A1") { Name = new string('长', 1_000_000) }, new ServiceRow("A2"));
        Assert.Equal(["A1", "A2"], Rows(path));
        using var reader = CatalogueFileReader.Open(path, Services, new CatalogueFileOptions { MaxRowBytes = 100_000 });
        Assert.Equal(CatalogueFileFault.RowTooLong, Assert.Throws<CatalogueFileException>(() => reader.Read()).Fault);
    }

    [Fact]
    public void An_empty_file_has_no_rows() => Assert.Empty(Rows(_desk.Bytes([])));

    [Fact]
    public void A_text_of_many_small_reads_gives_the_same_rows()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(i => new ServiceRow("A" + i) + "\n")));
        using var reader = CatalogueFileReader.Open(new Trickle(bytes), Services);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => "A" + i), All(reader).Select(r => r.Code));
    }

    [Fact]
    public void The_newer_service_file_is_known_by_code_and_the_parts_behind_it()
    {
        var cells = Enumerable.Repeat("null", 34).ToArray();
        (cells[2], cells[3], cells[4], cells[5], cells[20]) = ("0131", "01", "null", "02", "V1");
        using var reader = CatalogueFileReader.Open(_desk.Text(string.Join('\t', cells)), CatalogueLayout.Of("1321"));
        var row = reader.Read()!;
        Assert.Equal("0131", row.Code);
        Assert.Equal("01||02", row.Part);
    }

    private static CatalogueFileReader Open(string path) => CatalogueFileReader.Open(path, Services);

    private static System.Collections.Generic.List<CatalogueRow> All(CatalogueFileReader reader)
    {
        var rows = new System.Collections.Generic.List<CatalogueRow>();
        while (reader.Read() is { } row)
        {
            rows.Add(row);
        }

        return rows;
    }

    private static System.Collections.Generic.List<string> Rows(string path)
    {
        using var reader = Open(path);
        return All(reader).Select(r => r.Code).ToList();
    }

    /// <summary>Gives at most seven bytes at a time, as a slow archive does.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(7, count));
    }
}
