using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.TraceCodes.Desks;

/// <summary>Adds codes that are not in the ledger yet: check and insert are one prepared statement per code.</summary>
internal static class CodeInsert
{
    private const string Columns = "(code, item, state, came_back, held_by, serial, channel, lot, made, expires, invoice, changed_at)";
    private const string Values = "@code, @item, @state, @came_back, @held_by, @serial, @channel, @lot, @made, @expires, @invoice, @changed_at";

    /// <summary>Places of those that were there already.</summary>
    internal static async Task<IReadOnlyList<int>> RunAsync(DataConnection db, DatabaseKind kind, IReadOnlyList<CodeRecord> codes, CancellationToken cancellationToken)
    {
        var known = new List<int>();
        var connection = db.OpenDbConnection();
        using var command = connection.CreateCommand();
        command.Transaction = (DbTransaction?)db.Transaction;
        command.CommandText = Statement(kind);
        var parameters = new DbParameter[12];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = command.CreateParameter();
            parameters[i].ParameterName = Name(i);
            // Set once: a change of type would prepare the statement anew.
            parameters[i].Value = i is 2 or 3 or 6 ? 0 : i == 11 ? 0L : "";
            command.Parameters.Add(parameters[i]);
        }

        if (kind != DatabaseKind.SqlServer)
        {
            command.Prepare();
        }

        foreach (var i in InOrder(codes))
        {
            var code = codes[i];
            parameters[0].Value = code.Code;
            parameters[1].Value = code.Item;
            parameters[2].Value = (int)code.State;
            parameters[3].Value = code.CameBack ? 1 : 0;
            parameters[4].Value = code.HeldBy;
            parameters[5].Value = code.Serial;
            parameters[6].Value = (int)code.Channel;
            parameters[7].Value = code.Lot;
            parameters[8].Value = code.Made;
            parameters[9].Value = code.Expires;
            parameters[10].Value = code.Invoice;
            parameters[11].Value = code.ChangedAt;
            // SQLite answers at once: going through its task for each of a million rows is a third of the time.
            var rows = kind == DatabaseKind.Sqlite ? command.ExecuteNonQuery() : await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (rows == 0)
            {
                known.Add(i);
            }
        }

        known.Sort();
        return known;
    }

    /// <summary>By code: neighbours share a page of the tree, and two programs that add the same codes cannot wait for each other.</summary>
    private static int[] InOrder(IReadOnlyList<CodeRecord> codes)
    {
        var keys = new string[codes.Count];
        var order = new int[codes.Count];
        for (var i = 0; i < order.Length; i++)
        {
            keys[i] = codes[i].Code;
            order[i] = i;
        }

        Array.Sort(keys, order, StringComparer.Ordinal);
        return order;
    }

    private static string Statement(DatabaseKind kind) => kind switch
    {
        DatabaseKind.MySql => "INSERT IGNORE INTO ins_trace_code " + Columns + " VALUES (" + Values + ")",
        DatabaseKind.SqlServer => "INSERT INTO ins_trace_code " + Columns + " SELECT " + Values + " WHERE NOT EXISTS (SELECT 1 FROM ins_trace_code WITH (UPDLOCK, HOLDLOCK) WHERE code = @code)",
        _ => "INSERT INTO ins_trace_code " + Columns + " VALUES (" + Values + ") ON CONFLICT (code) DO NOTHING",
    };

    private static string Name(int at) => Values.Split(',')[at].Trim();
}
