using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>Inserts many new rows of the base: on SQLite with one prepared command, elsewhere several rows a statement.</summary>
internal static class CodeBaseInsert
{
    private const string Columns = "prefix, whole_code, hospital_item, national_item, barcode, standard_code, name, pack_size, source, version, removed_in, conflict";

    internal static async Task AllAsync(DataConnection db, IReadOnlyList<CodeBaseRecord> rows, CancellationToken cancellationToken)
    {
        if (db.DataProvider.Name.IndexOf("SQLite", System.StringComparison.OrdinalIgnoreCase) < 0)
        {
            await db.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows, MaxBatchSize = 100 }, rows, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var command = db.OpenDbConnection().CreateCommand();
        command.Transaction = db.Transaction;
        command.CommandText = "INSERT INTO ins_code_base_row (" + Columns + ") VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j, 0, @k)";
        var parameters = new DbParameter[11];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = command.CreateParameter();
            parameters[i].ParameterName = "@" + (char)('a' + i);
            command.Parameters.Add(parameters[i]);
        }

        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            object[] values = { row.Prefix, row.WholeCode, row.HospitalItem, row.NationalItem, row.Barcode, row.StandardCode, row.Name, row.PackSize, row.Source, row.Version, row.Conflict };
            for (var i = 0; i < values.Length; i++)
            {
                parameters[i].Value = values[i];
            }

            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
