using System.Collections.Generic;

namespace Insurance.Sdk.Storage.Schema;

/// <summary>The tables of one room, and how they came to be: step 1 makes them, every later step changes them. A step that has shipped is never edited.</summary>
/// <param name="Name">Name of the room, kept in <c>ins_schema</c>.</param>
/// <param name="Steps">The steps, oldest first.</param>
internal sealed record SchemaPart(string Name, params SchemaStep[] Steps);

/// <summary>One change of the tables.</summary>
internal sealed class SchemaStep
{
    private readonly List<ISchemaChange> _changes = new();

    internal IReadOnlyList<ISchemaChange> Changes => _changes;

    /// <summary>A new table with its indexes.</summary>
    internal SchemaStep Create(Table table)
    {
        _changes.Add(table);
        return this;
    }

    /// <summary>A new column of a table that exists.</summary>
    internal SchemaStep Add(string table, Column column)
    {
        _changes.Add(new NewColumn(table, column));
        return this;
    }

    /// <summary>A change of what stands in the tables, in words that every product understands.</summary>
    internal SchemaStep Run(string statement)
    {
        _changes.Add(new Rewrite(statement));
        return this;
    }

    /// <summary>A new index of a table that exists.</summary>
    internal SchemaStep AddIndex(string table, string name, bool unique, params string[] columns)
    {
        _changes.Add(new Index(table, name, unique, columns));
        return this;
    }
}

/// <summary>What a step may do.</summary>
internal interface ISchemaChange
{
    /// <summary>The statements in the product's own words.</summary>
    IEnumerable<string> Statements(Dialect dialect);
}
