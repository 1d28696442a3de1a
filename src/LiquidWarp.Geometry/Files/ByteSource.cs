using System.Buffers.Binary;
using System.Text;

namespace LiquidWarp.Files;

/// <summary>Reads numbers and blocks from a stream, little endian, charging the budget and checking counts before allocating.</summary>
internal sealed class ByteSource
{
    private const int BufferBytes = 1 << 16;
    private const int GrowthBytes = 1 << 20;

    private readonly Stream _stream;
    private readonly byte[] _buffer;
    private int _start;
    private int _end;
    private long _fetched;

    /// <summary>Reads on from where the stream stands.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="length">How many there are from here, or null if only reading can tell (inflated data).</param>
    /// <param name="budget">What reading may cost.</param>
    public ByteSource(Stream stream, long? length, ReadBudget budget)
    {
        (_stream, Length, Budget) = (stream, length, budget);
        _buffer = new byte[(int)Math.Clamp(length ?? BufferBytes, 1, BufferBytes)];
        budget.Charge(_buffer.Length);
    }

    /// <summary>Reads from memory.</summary>
    public ByteSource(byte[] bytes, ReadBudget budget) : this(new MemoryStream(bytes, writable: false), bytes.Length, budget)
    {
    }

    public ReadBudget Budget { get; }

    /// <summary>Number of bytes from start to end, or null if unknown.</summary>
    public long? Length { get; }

    /// <summary>Number of bytes read so far.</summary>
    public long Position => _fetched - (_end - _start);

    /// <summary>True if no byte is left.</summary>
    public bool AtEnd => _start == _end && !Refill();

    public byte ReadByte()
    {
        if (AtEnd)
            throw EndsEarly();
        return _buffer[_start++];
    }

    public ushort ReadUInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public int ReadInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public long ReadInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>Fills the block.</summary>
    public void ReadExactly(Span<byte> into)
    {
        while (into.Length > 0)
        {
            if (_start == _end && into.Length >= _buffer.Length)
            {
                var count = _stream.Read(into);
                if (count == 0)
                    throw EndsEarly();
                Count(count);
                into = into[count..];
                continue;
            }

            if (AtEnd)
                throw EndsEarly();
            var available = Math.Min(_end - _start, into.Length);
            _buffer.AsSpan(_start, available).CopyTo(into);
            _start += available;
            into = into[available..];
        }
    }

    /// <summary>Reads a block whose size the file declares: refused, unread, if so much cannot follow or the budget does not allow it.</summary>
    public byte[] ReadBytes(long count)
    {
        if (count < 0 || count > Array.MaxLength || count > Length - Position)
            throw Budget.Fail($"it declares a block of {count:N0} bytes where {(Length is { } length ? $"{length - Position:N0} are left" : "no so large one can be")}");
        Budget.Charge(count);
        if (Length is not null || count <= GrowthBytes)
        {
            var exact = GC.AllocateUninitializedArray<byte>((int)count);
            ReadExactly(exact);
            return exact;
        }

        return ReadGrowing((int)count);
    }

    /// <summary>Reads up to the next line feed, which is dropped.</summary>
    public string ReadLine(int most)
    {
        var line = new StringBuilder();
        for (var next = ReadByte(); next != '\n'; next = ReadByte())
        {
            if (line.Length == most)
                throw Budget.Fail($"a line at byte {Position:N0} is longer than {most:N0} characters");
            Budget.Charge(4);
            line.Append((char)next);
        }

        Budget.Charge(64);
        return line.ToString();
    }

    /// <summary>Without a known length, memory follows what really arrives.</summary>
    private byte[] ReadGrowing(int count)
    {
        var block = new byte[GrowthBytes];
        for (var filled = 0; ;)
        {
            ReadExactly(block.AsSpan(filled));
            filled = block.Length;
            if (filled == count)
                return block;
            Array.Resize(ref block, (int)Math.Min(count, filled * 2L));
        }
    }

    private bool Refill()
    {
        (_start, _end) = (0, 0);
        _end = _stream.Read(_buffer);
        Count(_end);
        return _end > 0;
    }

    private void Count(int bytes)
    {
        _fetched += bytes;
        if (Length is null && _fetched > Budget.Total)
            throw Budget.Fail($"it inflates to more than {Budget.Total:N0} bytes, the limit for a file of its size");
    }

    private InputException EndsEarly() => Budget.Fail($"it ends too early, after {Position:N0} bytes");
}
