using System;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage;

/// <summary>A prepared command of which only the values change: what a million rows need.</summary>
internal sealed class Statement : IDisposable
{
    private readonly DbCommand _command;
    private readonly DbParameter[] _values;

    /// <summary>Prepares a command in the connection's transaction.</summary>
    /// <param name="db">The connection.</param>
    /// <param name="sql">The text; parameters are <c>@a</c>, <c>@b</c> and so on.</param>
    /// <param name="names">Names of the parameters, in the order of the values.</param>
    internal Statement(DataConnection db, string sql, params string[] names)
    {
        _command = db.OpenDbConnection().CreateCommand();
        _command.CommandText = sql;
        _command.Transaction = db.Transaction;
        _values = new DbParameter[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = "@" + names[i];
            _values[i] = parameter;
            _command.Parameters.Add(parameter);
        }
    }

    /// <summary>Prepares a command with the types of its values, which some products want to know of a null.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">Its transaction; null where it has none, or SQL began it.</param>
    /// <param name="sql">The text; {columns} stands for the names of the values, {values} for their parameters.</param>
    /// <param name="values">Names and types, in the order of the values.</param>
    internal Statement(DbConnection connection, DbTransaction? transaction, string sql, params (string Name, DbType Type)[] values)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql.Replace("{columns}", string.Join(", ", values.Select(v => v.Name))).Replace("{values}", string.Join(", ", values.Select(v => "@" + v.Name)));
        _command.Transaction = transaction;
        _values = new DbParameter[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            _values[i] = _command.CreateParameter();
            _values[i].ParameterName = "@" + values[i].Name;
            _values[i].DbType = values[i].Type;
            _command.Parameters.Add(_values[i]);
        }
    }

    internal Statement With(params object?[] values)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i].Value = values[i] ?? DBNull.Value;
        }

        return this;
    }

    internal int Execute() => _command.ExecuteNonQuery();

    internal DbDataReader Read() => _command.ExecuteReader();

    internal Task<int> ExecuteAsync(CancellationToken cancellationToken) => _command.ExecuteNonQueryAsync(cancellationToken);

    internal Task<DbDataReader> ReadAsync(CancellationToken cancellationToken) => _command.ExecuteReaderAsync(cancellationToken);

    public void Dispose() => _command.Dispose();
}

/// <summary>Values of a row that may be absent.</summary>
internal static class RowValues
{
    internal static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static long Number(this DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), System.Globalization.CultureInfo.InvariantCulture);
}
