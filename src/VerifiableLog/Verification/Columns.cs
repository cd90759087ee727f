using System.Data.Common;
using System.Text;
using Enterprise.VerifiableLog.Integrity;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>
/// The columns of the row at which a reader stands, taken as they are stored: no value passes for another that would be read as the same.
/// </summary>
internal abstract class Columns
{
    public static Columns Of(DbDataReader reader) => reader is SqliteDataReader file
        ? new FileColumns(file.Handle!) : new ServerColumns(reader);

    public abstract bool IsNull(int column);

    /// <summary>A whole number, or a truth value as 1 or 0.</summary>
    public abstract long Number(int column);

    /// <summary>A name that many rows have: where it is among those that are known, no other string is made.</summary>
    public abstract string Name(int column, HashSet<string> known);

    /// <summary>Adds bytes as they are; nothing where there are none.</summary>
    public abstract void AddBytes(int column, CanonicalText text);

    /// <summary>Adds a text, or an absent field.</summary>
    public abstract CanonicalText AddText(int column, CanonicalText text);

    /// <summary>Adds an id as chains have it, in lower case.</summary>
    public abstract void AddId(int column, CanonicalText text);

    /// <summary>
    /// SQLite's, past the layer that makes a string of each text: with it, reading takes more than twice as long. It also takes a text for
    /// the number that it begins with.
    /// </summary>
    private sealed class FileColumns(sqlite3_stmt row) : Columns
    {
        private const byte CaseBit = 0x20;

        public override bool IsNull(int column) => raw.sqlite3_column_type(row, column) == raw.SQLITE_NULL;

        public override long Number(int column) => raw.sqlite3_column_type(row, column) == raw.SQLITE_INTEGER
            ? raw.sqlite3_column_int64(row, column)
            : throw new FormatException($"what should be a number in column {column} is none");

        public override string Name(int column, HashSet<string> known)
        {
            var bytes = raw.sqlite3_column_blob(row, column);
            Span<char> name = stackalloc char[64];
            return bytes.Length <= name.Length && known.GetAlternateLookup<ReadOnlySpan<char>>()
                .TryGetValue(name[..Encoding.UTF8.GetChars(bytes, name)], out var found)
                ? found
                : Encoding.UTF8.GetString(bytes);
        }

        public override void AddBytes(int column, CanonicalText text) => text.Raw(raw.sqlite3_column_blob(row, column));

        public override CanonicalText AddText(int column, CanonicalText text)
        {
            var bytes = raw.sqlite3_column_blob(row, column);
            return bytes.IsEmpty && IsNull(column) ? text.Add((string?)null) : text.AddUtf8(bytes);
        }

        /// <summary>
        /// It is stored in upper case: where letters are in lower case, this application did not write it, and what is added is no id of a
        /// chain either.
        /// </summary>
        public override void AddId(int column, CanonicalText text)
        {
            Span<byte> id = stackalloc byte[64];
            var stored = raw.sqlite3_column_blob(row, column);
            if (stored.Length > id.Length)
            {
                throw new FormatException("its id is none");
            }

            for (var place = 0; place < stored.Length; place++)
            {
                id[place] = char.IsAsciiLetter((char)stored[place]) ? (byte)(stored[place] ^ CaseBit) : stored[place];
            }

            text.AddUtf8(id[..stored.Length]);
        }
    }

    /// <summary>Those of a server, which lets no column hold anything but its type.</summary>
    private sealed class ServerColumns(DbDataReader row) : Columns
    {
        public override bool IsNull(int column) => row.IsDBNull(column);

        public override long Number(int column) => row.GetValue(column) switch
        {
            long number => number,
            int number => number,
            bool flag => flag ? 1 : 0,
            var other => throw new FormatException($"what should be a number in column {column} is {other.GetType().Name}"),
        };

        public override string Name(int column, HashSet<string> known) => row.GetString(column);

        public override void AddBytes(int column, CanonicalText text) => text.Raw(row.IsDBNull(column) ? [] : (byte[])row.GetValue(column));

        public override CanonicalText AddText(int column, CanonicalText text) =>
            text.Add(row.IsDBNull(column) ? null : row.GetString(column));

        public override void AddId(int column, CanonicalText text) => text.Add(row.GetGuid(column).ToString());
    }
}
