using System.Buffers.Binary;
using System.Text;

namespace Enterprise.Endurance.Disk;

/// <summary>
/// What a disk holds after the power was cut: what was synced, and of the rest whatever chance left, in pieces of 512 bytes and in any
/// order. A new file's name is on the disk once the file or its folder was synced, a removal or a new name in the database's folder once
/// that folder was, elsewhere once anything was synced later.
/// </summary>
internal sealed class CutDisk
{
    private const int Sector = 512;
    private const string Database = "data/";

    private readonly Dictionary<string, Content> _files = new(StringComparer.Ordinal);
    private readonly List<(string Name, Action Change)> _names = [];

    /// <summary>The disk as it stands before the application starts.</summary>
    public static CutDisk Of(string folder)
    {
        var disk = new CutDisk();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            disk._files[Path.GetRelativePath(folder, file)] = new(File.ReadAllBytes(file)) { IsNamed = true };
        }

        return disk;
    }

    /// <summary>Applies everything in a journal, as far as the disk knows of it.</summary>
    public void Play(string journal)
    {
        foreach (var (kind, name, offset, data) in Records(journal))
        {
            Play(kind, name, offset, data);
        }
    }

    /// <summary>The records of a journal in the format of <c>disk.c</c>. One that was cut off by a kill is left out.</summary>
    public static IEnumerable<(char Kind, string Name, long Offset, byte[] Data)> Records(string journal)
    {
        var bytes = File.ReadAllBytes(journal);
        for (var at = 0; bytes.Length - at >= 17;)
        {
            var head = bytes.AsSpan(at, 17);
            var (kind, name) = ((char)head[0], BinaryPrimitives.ReadInt32LittleEndian(head[1..]));
            var (offset, length) = (BinaryPrimitives.ReadInt64LittleEndian(head[5..]), BinaryPrimitives.ReadInt32LittleEndian(head[13..]));
            if (bytes.Length - at < 17 + name + length)
            {
                yield break;
            }

            yield return (kind, Encoding.UTF8.GetString(bytes, at + 17, name), offset, bytes[(at + 17 + name)..(at + 17 + name + length)]);
            at += 17 + name + length;
        }
    }

    /// <summary>Cuts the power and writes what is left into a folder.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="chance">Decides what survives of what was not synced.</param>
    public void CutTo(string folder, Random chance)
    {
        var kept = chance.Next(4) switch { 0 => 0.0, 1 => 1.0, _ => chance.NextDouble() };
        _names.Where(_ => chance.NextDouble() < kept).ToList().ForEach(name => name.Change());

        foreach (var (name, file) in _files.Where(file => !file.Key.EndsWith("-shm", StringComparison.Ordinal)))
        {
            if (file.IsNamed || chance.NextDouble() < kept)
            {
                var path = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, file.AfterCut(() => chance.NextDouble() < kept));
            }
        }
    }

    private void Play(char kind, string name, long offset, byte[] data)
    {
        switch (kind)
        {
            case 'c':
                _files[name] = new([]);
                break;
            case 'w':
                Named(name).Pending.Add((offset, data));
                break;
            case 't' or 'e':
                Named(name).Pending.Add((offset, null));
                break;
            case 's':
                Named(name).Sync();
                Rename(change => !change.StartsWith(Database, StringComparison.Ordinal));
                break;
            case 'd':
                Rename(_ => true);
                foreach (var file in _files.Values)
                {
                    file.IsNamed = true;
                }

                break;
            case 'u' when _files.TryGetValue(name, out var gone):
                _names.Add((name, () => Remove(name, gone)));
                break;
            case 'r' when _files.TryGetValue(name, out var moved):
                _names.Add((name, () => Remove(name, moved)));
                _names.Add((name, () => _files[Encoding.UTF8.GetString(data)] = moved));
                break;
            case 'l' when _files.TryGetValue(name, out var named):
                _names.Add((name, () => _files[Encoding.UTF8.GetString(data)] = named));
                break;
        }
    }

    private void Remove(string name, Content content)
    {
        if (_files.TryGetValue(name, out var there) && there == content)
        {
            _files.Remove(name);
        }
    }

    private void Rename(Predicate<string> which)
    {
        _names.FindAll(name => which(name.Name)).ForEach(name => name.Change());
        _names.RemoveAll(name => which(name.Name));
    }

    private Content Named(string name) => _files.TryGetValue(name, out var file) ? file : _files[name] = new([]);

    /// <summary>
    /// A file: what is surely on the disk, and what is on its way, oldest first; data of null cuts the file off at the offset.
    /// </summary>
    private sealed class Content(byte[] synced)
    {
        private byte[] _synced = synced;
        private long _length = synced.Length;

        public bool IsNamed { get; set; }

        public List<(long Offset, byte[]? Data)> Pending { get; } = [];

        public void Sync()
        {
            Pending.ForEach(change => Apply(change.Offset, change.Data));
            Pending.Clear();
            IsNamed = true;
        }

        public byte[] AfterCut(Func<bool> survives)
        {
            foreach (var (offset, data) in Pending)
            {
                for (var at = 0; at < (data?.Length ?? 1); at += Sector)
                {
                    if (survives())
                    {
                        Apply(offset + at, data?[at..Math.Min(at + Sector, data.Length)]);
                    }
                }
            }

            return _synced[..(int)_length];
        }

        private void Apply(long offset, byte[]? data)
        {
            var end = offset + (data?.Length ?? 0);
            if (end > _synced.Length)
            {
                Array.Resize(ref _synced, (int)Math.Max(end, _synced.Length * 2L));
            }

            if (data is null)
            {
                _synced.AsSpan((int)Math.Min(end, _length)).Clear();
            }

            data?.CopyTo(_synced, offset);
            _length = data is null ? end : Math.Max(_length, end);
        }
    }
}
