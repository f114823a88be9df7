using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Storage.Schema;

/// <summary>A table as all products can make it. Names begin with <c>ins_</c>.</summary>
/// <remarks>Instants are <see cref="ColumnType.Long"/>: milliseconds since 1970, UTC. Days are text yyyy-MM-dd of China. Texts compare by code point, on every product.</remarks>
internal sealed class Table : ISchemaChange
{
    private readonly List<Column> _columns = new();
    private readonly List<Index> _indexes = new();
    private readonly string _name;
    private string[] _key = Array.Empty<string>();
    private bool _withoutRowId;

    internal Table(string name)
        => _name = name.StartsWith("ins_", StringComparison.Ordinal) ? name : throw new ArgumentException("Table names begin with ins_: " + name, nameof(name));

    /// <summary>A number that the database counts up; it is the key.</summary>
    internal Table Counted(string name) => With(new Column(name, ColumnType.Counted, 0, 0, false), name);

    /// <summary>Text of at most so many characters.</summary>
    internal Table Text(string name, int length, bool optional = false) => With(new Column(name, ColumnType.Text, length, 0, optional));

    /// <summary>Text without a limit; cannot be indexed.</summary>
    internal Table LongText(string name, bool optional = false) => With(new Column(name, ColumnType.LongText, 0, 0, optional));

    /// <summary>A 32-bit number; 0 and 1 for yes and no.</summary>
    internal Table Int(string name, bool optional = false) => With(new Column(name, ColumnType.Int, 0, 0, optional));

    /// <summary>A 64-bit number; instants as milliseconds.</summary>
    internal Table Long(string name, bool optional = false) => With(new Column(name, ColumnType.Long, 0, 0, optional));

    /// <summary>An exact decimal. SQLite keeps it as text: add up in C#, never in SQL.</summary>
    internal Table Decimal(string name, int digits, int decimals, bool optional = false) => With(new Column(name, ColumnType.Decimal, digits, decimals, optional));

    /// <summary>Bytes.</summary>
    internal Table Bytes(string name, bool optional = false) => With(new Column(name, ColumnType.Bytes, 0, 0, optional));

    /// <summary>The key, where it is not a counted number.</summary>
    internal Table Key(params string[] columns)
    {
        _key = columns;
        return this;
    }

    /// <summary>On SQLite the rows lie in the key's own tree: half the writing for narrow tables looked up by key.</summary>
    internal Table KeyHoldsRow()
    {
        _withoutRowId = true;
        return this;
    }

    internal Table Unique(string name, params string[] columns)
    {
        _indexes.Add(new Index(_name, name, true, columns));
        return this;
    }

    internal Table IndexOn(string name, params string[] columns)
    {
        _indexes.Add(new Index(_name, name, false, columns));
        return this;
    }

    /// <summary>An index of a column that few rows fill: where the product can, the others are left out of it.</summary>
    internal Table IndexOnSet(string name, string column)
    {
        _indexes.Add(new Index(_name, name, false, new[] { column }) { OnlyWhereSet = true });
        return this;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Statements(Dialect dialect)
    {
        if (_key.Length == 0)
        {
            throw new InvalidOperationException("Table without a key: " + _name);
        }

        var counted = _columns.Any(c => c.Type == ColumnType.Counted);
        var lines = _columns.Select(dialect.Column).ToList();
        if (!(counted && dialect.KeyStandsInColumn))
        {
            lines.Add("PRIMARY KEY (" + string.Join(", ", _key) + ")");
        }

        yield return dialect.CreateTable(_name, string.Join(", ", lines), _withoutRowId && !counted);
        foreach (var index in _indexes.SelectMany(i => i.Statements(dialect)))
        {
            yield return index;
        }
    }

    private Table With(Column column, string? key = null)
    {
        _columns.Add(column);
        if (key is not null)
        {
            _key = new[] { key };
        }

        return this;
    }
}

/// <summary>What a column can hold.</summary>
internal enum ColumnType
{
    Counted,
    Text,
    LongText,
    Int,
    Long,
    Decimal,
    Bytes,
}

/// <summary>A column.</summary>
internal sealed record Column(string Name, ColumnType Type, int Length, int Decimals, bool Optional);

/// <summary>A new column of an existing table.</summary>
internal sealed record NewColumn(string Table, Column Column) : ISchemaChange
{
    /// <inheritdoc/>
    public IEnumerable<string> Statements(Dialect dialect) => new[] { "ALTER TABLE " + Table + " ADD " + dialect.Column(Column) };
}

/// <summary>An index.</summary>
internal sealed record Index(string Table, string Name, bool IsUnique, IReadOnlyList<string> Columns) : ISchemaChange
{
    /// <summary>Rows without a value need not be in it. SQL Server can do so as well, but then wants settings of every connection that a hospital's older programs do not have.</summary>
    internal bool OnlyWhereSet { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Statements(Dialect dialect) => new[] { dialect.CreateIndex(this) };
}

/// <summary>A statement.</summary>
internal sealed record Rewrite(string Statement) : ISchemaChange
{
    /// <inheritdoc/>
    public IEnumerable<string> Statements(Dialect dialect) => new[] { Statement };
}
