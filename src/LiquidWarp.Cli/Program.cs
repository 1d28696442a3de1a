Console.WriteLine("liquidwarp");
