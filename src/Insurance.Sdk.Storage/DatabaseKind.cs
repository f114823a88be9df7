namespace Insurance.Sdk.Storage;

/// <summary>The database products that the stores know.</summary>
public enum DatabaseKind
{
    /// <summary>SQLite: one file, written ahead (WAL) and flushed at every commit (FULL). The default.</summary>
    Sqlite,

    /// <summary>PostgreSQL 12 or later. The program that uses it references the package Npgsql.</summary>
    PostgreSql,

    /// <summary>MySQL 8 or MariaDB 10.6 and later. The program that uses it references the package MySqlConnector.</summary>
    MySql,

    /// <summary>SQL Server 2017 or later. The program that uses it references the package Microsoft.Data.SqlClient.</summary>
    SqlServer,
}
